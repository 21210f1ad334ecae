using NetGen.Generator.Schedule;

namespace NetGen.Generator.Emit;

/// <content>How a gradient leaves its kernel.</content>
internal sealed partial class KernelWriter
{
    /// <summary>The sums go through a tile in memory: one call for a tile costs its loop no register. Those of the main tile may be taken where they are.</summary>
    private void Hand(HandOver s)
    {
        if (s.Places is { } places)
        {
            Line("if (TSink.TakesVectors)");
            Line("{");
            _indent++;
            for (var i = 0; i < places.Count; i++) Line($"sink.Take(ref {Element(places[i])}, {Text(s.Sums[i])});");
            _indent--;
            Line("}");
            Line("else");
        }

        Line("{");
        _indent++;
        Line("__u.SkipInit(out __nt::GradientTile sums);");
        Line("ref float tile = ref sums.First;");
        for (var i = 0; i < s.Sums.Count; i++) Line($"{Memory(new("tile", i * _isa.Lanes))} = {Text(s.Sums[i])};");
        Line($"sink.Take(ref {s.Place}, ref tile, {string.Join(", ", s.Loops.Select(l => $"{l.Extent}, {Schedule.Index.Text(l.Stride)}"))});");
        _indent--;
        Line("}");
    }
}
