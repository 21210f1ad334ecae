using System.Text;
using NetGen.Generator.Graph;
using NetGen.Generator.Schedule;

namespace NetGen.Generator.Emit;

/// <summary>Prints a loop nest as an outline: what <c>[Network(Dump = true)]</c> puts at the head of an instruction set's file, a kernel after the other.</summary>
internal sealed class NestText
{
    private readonly StringBuilder _text = new();
    private int _depth = 1;

    private NestText()
    {
    }

    /// <summary>The outline of a kernel.</summary>
    /// <param name="name">The method's name.</param>
    /// <param name="kernel">The kernel.</param>
    public static string Of(string name, Kernel kernel)
    {
        var nest = new NestText();
        nest.Print(Scopes.Dissolve(kernel.Body));
        return $"{name}({string.Join(", ", kernel.Streams)}{(kernel.Counts.Count > 0 ? $"; {string.Join(", ", kernel.Counts)}" : "")}){(kernel.IsScalar ? ", scalar" : "")}\n{nest._text}";
    }

    private void Print(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements) Print(statement);
    }

    private void Print(Statement statement)
    {
        switch (statement)
        {
            case For s:
                Inside($"for {s.Variable} in {s.From} .. {s.To}{(s.Step == 1 ? "" : $" by {s.Step}")}", s.Body);
                break;
            case WhileTiles s:
                Inside($"while {s.Remaining} ≥ {s.Size}{(s.LeftToSmaller is { } left ? $", not {string.Join(", ", left)}" : "")}", s.Body);
                break;
            case When s:
                Inside($"if {s.Condition}", s.Body);
                break;
            case WhenNaN s:
                Inside($"if {string.Join(" or ", s.Vectors)} has a NaN", s.Body);
                break;
            case Scope s:
                Inside("scope", s.Body);
                break;
            case Sequence s:
                Inside("in sequence", s.Body);
                break;
            case TileStep s:
                Line(Tile(s));
                break;
            default:
                Line(Simple(statement));
                break;
        }
    }

    private void Inside(string head, IReadOnlyList<Statement> body)
    {
        Line(head);
        _depth++;
        Print(body);
        _depth--;
    }

    private static string Tile(TileStep s)
    {
        var own = s.ScalarIsVector is null ? "" : ", vectors on either side";
        return $"{s.RowOffsets.Count} × {s.VectorOffsets.Count} sums += {s.Scalar}[{string.Join(", ", s.RowOffsets)}; +{s.ScalarStep}] · {s.Vector}[{string.Join(", ", s.VectorOffsets)}; +{s.VectorStep}], {s.Unroll} terms"
            + (s.Chains > 1 ? $" in {s.Chains} chains" : "") + (s.IsPaired ? ", bfloat16 pairs" : "") + own;
    }

    private static string Simple(Statement statement) => statement switch
    {
        Alias s => $"{s.Name} = &{Place(new(s.Of, s.Offset))}",
        Advance s => $"{s.Name} += {(s.Times is null ? "" : $"{s.Times} × ")}{s.Offset}",
        Share s => $"{s.First} .. {s.End} = a thread's share of {s.Trips}",
        LetIndex s => $"{s.Name} = {s.Value}",
        LetTable s => $"{s.Name} = table of {s.Values.Count}",
        LetWeights s => $"{s.Name} = table of {s.Values.Count} weights",
        LetRow s => $"{s.Name} = row {Place(s.From)} of {s.Count}",
        LetTiles s => $"{s.Name} = tiles({string.Join(", ", s.Arguments.Select(a => $"{a.Name}: {a.Value}"))})",
        CallTiles s => $"{s.Method}({string.Join(", ", s.References)}) × {s.Count}{(s.IsLast ? ", last panel" : "")}{(s.HasSink ? " into the sink" : "")}",
        Let s => $"{s.Name} = {Text(s.Value)}",
        Assign s => $"{s.Name} ← {Text(s.Value)}",
        Store s => $"{Place(s.To)} {(s.Accumulate ? "+=" : "=")} {Text(s.Value)}{(s.Count == int.MaxValue ? "" : $", first {s.Count}")}",
        StoreScalar s => $"{Place(s.To)} {(s.Accumulate ? "+=" : "=")} {Text(s.Value)}",
        HandOver s => $"sink({s.Place}) ← {s.Sums.Count} sums of {string.Join(" × ", s.Loops.Select(l => l.Extent))}",
        Prefetch s => $"prefetch {s.Lines} lines of {s.Of}",
        Clear s => $"clear {s.Length}{(s.IsBatched ? " a sample" : "")} at {Place(new(s.Of, s.Offset))}",
        CallTranspose s => $"transpose {s.Rows} × {s.Columns} {s.From}/{s.FromStride} to {s.To}/{s.ToStride}",
        CallTransposeMatrix s => $"transpose {s.Rows} × {s.Columns} {s.From}/{s.FromStride} to {s.To}/{s.ToStride}",
        CallPack s => $"pack {s.Pairs} pairs of rows of {s.From} to {s.To}",
        CopyRow s => $"copy {s.Count} of {s.From} to {s.To}",
        CallLanes s => $"{(s.Into ? "channels to lanes" : "lanes to channels")}: {s.Channels} channels of {s.Rows} × {s.Width}, {s.From} to {s.To}",
        CallKernel s => $"{s.Kernel.Stem}({string.Join(", ", s.References)})",
        Remark s => $"// {s.Text}",
        _ => throw new InvalidOperationException($"No outline of {statement}."),
    };

    private static string Place(Address at) => at.Offset == "0" ? at.Of : $"{at.Of}[{at.Offset}]";

    private static string Text(Value value) => value switch
    {
        Local v => v.Name,
        Load v => Place(v.From),
        LoadEven v => $"even({Place(v.From)})",
        Pick v => $"pick({v.Of}, {v.Table}[{v.Entry}]{(v.HasGaps ? ", zero in gaps" : "")})",
        Interleave v => $"interleave({Text(v.A)}, {Text(v.B)}, {(v.High ? "high" : "low")})",
        LaneShift v => $"{(v.Up ? "up" : "down")}({Text(v.A)})",
        Broadcast v => $"all({Place(v.From)})",
        Number v => KernelWriter.Literal(v.Constant).TrimEnd('f'),
        IndexValue v => $"({v.Expression})",
        LaneIndex v => $"({v.Start} + lane)",
        Unary v => $"{v.Op.ToString().ToLowerInvariant()}({Text(v.A)})",
        Binary v => $"{v.Op.ToString().ToLowerInvariant()}({Text(v.A)}, {Text(v.B)})",
        MultiplyAdd v => $"({Text(v.A)} · {Text(v.B)} + {Text(v.C)})",
        Choose v => $"({Text(v.A)} {v.Comparison switch { Comparison.Less => "<", Comparison.LessOrEqual => "≤", _ => "=" }} {Text(v.B)} ? {Text(v.Then)} : {Text(v.Otherwise)})",
        FirstLanes { Count: <= 0 } v => Text(v.Otherwise),
        FirstLanes v => $"first {v.Count} of ({Text(v.A)}), else {Text(v.Otherwise)}",
        Horizontal v => $"{v.Kind.ToString().ToLowerInvariant()} of lanes ({Text(v.A)})",
        Splat v => $"all({Text(v.A)})",
        Schedule.Random v => $"uniform({v.Stream}, {v.Start} + lane)",
        _ => throw new InvalidOperationException($"No outline of {value}."),
    };

    private void Line(string text) => _text.Append(' ', 2 * _depth).Append(text).Append('\n');
}
