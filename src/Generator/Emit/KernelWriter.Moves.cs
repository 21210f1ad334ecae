using NetGen.Generator.Schedule;
using NetGen.Generator.Targets;

namespace NetGen.Generator.Emit;

/// <content>Tables, zeros and copies.</content>
internal sealed partial class KernelWriter
{
    /// <summary>Static data: the compiler puts constants that become a read-only span into the assembly. One line, whatever their number.</summary>
    private void Data(string type, string name, IEnumerable<string> values)
    {
        Line($"__sys::ReadOnlySpan<{type}> {name}Data = new {type}[] {{ {string.Join(", ", values)} }};");
        Line($"ref {type} {name} = ref __memory::MemoryMarshal.GetReference({name}Data);");
    }

    /// <summary>Zeros in vectors; the odd floats of a span that is not padded one by one.</summary>
    private void ClearTensor(Clear s)
    {
        var at = Schedule.Index.Sum(s.Offset, "i");
        var whole = s.Length % _isa.Lanes == 0;
        if (whole && !s.IsBatched && s.Length <= 4 * _isa.Lanes)
        {
            for (var i = 0; i < s.Length; i += _isa.Lanes)
                Line($"{VectorAt(s.Of, Schedule.Index.Sum(s.Offset, Schedule.Index.Text(i)))} = {Isa.Floats}.Zero;");
            return;
        }

        Line($"for (__sys::IntPtr i = 0; i < {(s.IsBatched ? $"(__sys::IntPtr)n * {s.Length}" : Schedule.Index.Text(s.Length))}; i{(whole ? $" += {_isa.Lanes}" : "++")})");
        _indent++;
        Line(whole ? $"{VectorAt(s.Of, at)} = {Isa.Floats}.Zero;" : $"__u.Add(ref {s.Of}, {at}) = 0f;");
        _indent--;
    }

    /// <summary>Neighbouring floats in vectors, the last of which overlaps the one before it.</summary>
    private void Copy(CopyRow s)
    {
        const int straight = 8;
        var lanes = _isa.Lanes;
        if (s.Count < lanes)
        {
            for (var i = 0; i < s.Count; i++) Line($"{Element(new(s.To, i))} = {Element(new(s.From, i))};");
            return;
        }

        var whole = s.Count / lanes;
        if (whole <= straight)
        {
            for (var i = 0; i < whole; i++) Line($"{VectorAt(s.To, Schedule.Index.Text(i * lanes))} = {VectorAt(s.From, Schedule.Index.Text(i * lanes))};");
        }
        else
        {
            Line($"for (__sys::IntPtr i = 0; i < {whole * lanes}; i += {lanes})");
            _indent++;
            Line($"{VectorAt(s.To, "i")} = {VectorAt(s.From, "i")};");
            _indent--;
        }

        var last = Schedule.Index.Text(s.Count - lanes);
        if (s.Count % lanes != 0) Line($"{VectorAt(s.To, last)} = {VectorAt(s.From, last)};");
    }
}
