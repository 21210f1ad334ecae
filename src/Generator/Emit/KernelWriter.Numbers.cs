using System.Globalization;
using NetGen.Generator.Schedule;

namespace NetGen.Generator.Emit;

/// <summary>Numbers that may differ between shapes which share a method: rounds of loops, and how far references move on.</summary>
internal sealed partial class KernelWriter
{
    /// <summary>A loop; how often it runs is left open, but for loops so short that the JIT may unroll or drop them.</summary>
    private void Loop(For s)
    {
        const int leastRounds = 4;
        Indent().Append($"for (int {s.Variable} = {s.From}; {s.Variable} < ");
        Number("count", s.To, leastRounds * s.Step);
        _text.Append(s.Step == 1 ? $"; {s.Variable}++)\n" : $"; {s.Variable} += {s.Step})\n");
        Block("", s.Body);
    }

    private void MoveOn(Advance s)
    {
        Indent().Append($"{s.Name} = ref __u.Add(ref {s.Name}, {(s.Times is null ? "" : $"(__sys::IntPtr){s.Times} * ")}");
        Number("stride", s.Offset, int.MinValue);
        _text.Append(");\n");
    }

    private void ShareOf(Share s)
    {
        foreach (var (name, part) in new[] { (s.First, Parts.Part), (s.End, $"({Parts.Part} + 1)") })
        {
            Indent().Append($"int {name} = (int)((long)(");
            Number("count", s.Trips, int.MinValue);
            _text.Append($") * {part} / {Parts.All});\n");
        }
    }

    /// <summary>A number of the shape, which other shapes may replace; anything else stays text.</summary>
    private void Number(string name, string value, int least)
    {
        if (!int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) || number < least)
        {
            _text.Append(value);
            return;
        }

        _pieces.Add(_text.ToString());
        _text.Clear();
        _numbers.Add(new(name, value));
    }
}
