using System.Globalization;
using System.Text;
using NetGen.Generator.Graph;
using NetGen.Generator.Schedule;
using NetGen.Generator.Targets;

namespace NetGen.Generator.Emit;

/// <summary>Prints the body of a kernel for an instruction set. Everything has been computed before; this only spells.</summary>
internal sealed partial class KernelWriter
{
    private readonly Isa _isa;
    private readonly bool _scalar;
    private readonly Func<Kernel, string> _nameOf;
    private readonly StringBuilder _text = new();
    private readonly List<string> _pieces = [];
    private readonly List<ShapeNumber> _numbers = [];
    private int _indent;

    private KernelWriter(Isa isa, Kernel kernel, int indent, Func<Kernel, string> nameOf)
    {
        _isa = isa;
        _scalar = kernel.IsScalar;
        _indent = indent;
        _nameOf = nameOf;
    }

    /// <param name="kernel">The kernel.</param>
    /// <param name="isa">The instruction set.</param>
    /// <param name="indent">Levels of indentation.</param>
    /// <param name="parameters">The method's parameters.</param>
    /// <param name="nameOf">The name of the method for a kernel that this one calls.</param>
    public static KernelText Text(Kernel kernel, Isa isa, int indent, string parameters, Func<Kernel, string> nameOf)
    {
        var writer = new KernelWriter(isa, kernel, indent, nameOf);
        writer.Write(Scopes.Dissolve(kernel.Body));
        writer._pieces.Add(writer._text.ToString());
        return new(parameters, writer._pieces, writer._numbers);
    }

    private void Write(IReadOnlyList<Statement> statements)
    {
        var steps = Steps(statements);
        for (var i = 0; i < statements.Count; i++)
        {
            if (statements[i] is TileStep step)
            {
                Tile(step, steps == 1);
                continue;
            }

            var simple = statements.Skip(i).TakeWhile(IsSimple).Cast<Let>().ToList();
            if (simple.Count < 2)
            {
                Write(statements[i]);
                continue;
            }

            Declare(simple);
            i += simple.Count - 1;
        }
    }

    private static bool IsSimple(Statement statement) => statement is Let { Value: Schedule.Number or Local or Broadcast or Schedule.Load };

    /// <summary>Locals that start as a number, another local or what stands in memory share lines.</summary>
    private void Declare(IReadOnlyList<Let> locals)
    {
        const int columns = 120;
        var line = new StringBuilder();
        foreach (var local in locals)
        {
            var text = $"{local.Name} = {(IsZero(local) && !_scalar ? "default" : Text(local.Value))}";
            if (line.Length > 0 && line.Length + text.Length > columns)
            {
                Line(line.Append(';').ToString());
                line.Clear();
            }

            line.Append(line.Length == 0 ? $"{(_scalar ? "float" : Isa.Floats)} " : ", ").Append(text);
        }

        Line(line.Append(';').ToString());
    }

    private static bool IsZero(Let local) => local.Value is Schedule.Number { Constant: 0 } n && !IsNegative(n.Constant);

    private void Write(Statement statement)
    {
        switch (statement)
        {
            case For s:
                Loop(s);
                break;
            case WhileTiles s:
                var stop = s.LeftToSmaller is { } left ? $" && {s.Remaining} is not ({string.Join(" or ", left)})" : "";
                Block($"for (; {s.Remaining} >= {s.Size}{stop}; {s.Remaining} -= {s.Size})", s.Body);
                break;
            case When s:
                Block($"if ({s.Condition})", s.Body);
                break;
            case WhenNaN s:
                Block($"if (!({string.Join(" && ", s.Vectors.Select(v => $"{Isa.Operations}.EqualsAll({v}, {v})"))}))", s.Body);
                break;
            case Scope s:
                // A scope around one statement that has no names of its own is no scope.
                if (s.Body.Count == 1 && s.Body[0] is For or Scope or WhileTiles or Schedule.Store) Write(s.Body[0]);
                else Block("", s.Body);
                break;
            case Sequence s:
                Block("", s.Body);
                break;
            case Remark s:
                Line($"// {s.Text}");
                break;
            case Alias s:
                Line($"ref float {s.Name} = ref {(s.Offset == "0" ? s.Of : $"__u.Add(ref {s.Of}, {s.Offset})")};");
                break;
            case Advance s:
                if (s.Offset != "0") MoveOn(s);
                break;
            case Share s:
                ShareOf(s);
                break;
            case LetIndex s:
                Line($"int {s.Name} = {s.Value};");
                break;
            case LetTable s:
                Data("int", s.Name, s.Values.Select(v => Schedule.Index.Text(v)));
                break;
            case LetWeights s:
                Data("float", s.Name, s.Values.Select(Literal));
                break;
            case LetRow s:
                Line($"__sys::IntPtr {s.Name} = (__sys::IntPtr)__sys::Math.Clamp(unchecked((int){Element(s.From)}), 0, {Schedule.Index.Text(s.Count - 1)});");
                break;
            case Let s:
                Line($"{(_scalar || s.Value is Horizontal ? "float" : Isa.Floats)} {s.Name} = {Text(s.Value)};");
                break;
            case Assign s:
                Line($"{s.Name} = {Text(s.Value)};");
                break;
            case Store s:
                Store(s);
                break;
            case StoreScalar s:
                Line($"{Element(s.To)} {(s.Accumulate ? "+=" : "=")} {Text(s.Value)};");
                break;
            case Clear s:
                ClearTensor(s);
                break;
            case CallTranspose s:
                Line(s is { Rows: Layout.Lanes, Columns: Layout.Lanes }
                    ? $"__ng::Transpose.Blocks16(ref {s.From}, {s.FromStride}, ref {s.To}, {s.ToStride});"
                    : $"__ng::Transpose.Blocks(ref {s.From}, {s.FromStride}, {s.Rows}, ref {s.To}, {s.ToStride}, {s.Columns});");
                break;
            case CallTransposeMatrix s:
                Line($"__ng::Transpose.Matrix(ref {s.From}, {s.FromStride}, {s.Rows}, {s.Columns}, ref {s.To}, {s.ToStride});");
                break;
            case CallPack s:
                Line($"__ng::BFloat16Weights.Pack(ref {s.From}, ref {s.To}, {s.Pairs});");
                break;
            case CopyRow s:
                Copy(s);
                break;
            case CallLanes { Into: true } s:
                Line($"__ng::Transpose.ToLanes(ref {s.From}, {s.ChannelStride}, {s.Channels}, ref {s.To}, {s.PixelStride}, {s.RowStride}, {s.Width}, {s.Rows});");
                break;
            case CallLanes s:
                Line($"__ng::Transpose.FromLanes(ref {s.From}, {s.PixelStride}, {s.RowStride}, {s.Channels}, ref {s.To}, {s.ChannelStride}, {s.Width}, {s.Rows});");
                break;
            case Prefetch s:
                for (var line = 0; line < s.Lines; line++) Line($"__ng::Cache.Prefetch(ref {Element(new(s.Of, line * Layout.Lanes))});");
                break;
            case HandOver s:
                Hand(s);
                break;
            case CallKernel s:
                Line($"{_nameOf(s.Kernel)}({string.Join(", ", s.References.Select(r => $"ref {r}").Concat(s.Kernel.Counts))});");
                break;
            case LetTiles s:
                Line($"__nk::TileLoops {s.Name} = new({string.Join(", ", s.Arguments.Select(a => $"{a.Name}: {a.Value}"))});");
                break;
            case CallTiles s:
                Line($"__nk::{_isa.Tiles}.{s.Method}({string.Join(", ", s.References.Select(r => $"ref {r}"))}, {s.Count}, {(s.HasSink ? $"{s.Loops}, ref sink" : $"{(s.IsLast ? "true" : "false")}, {s.Loops}")});");
                break;
            default:
                throw new InvalidOperationException($"No text for {statement}.");
        }
    }

    private void Store(Store s)
    {
        if (_scalar)
        {
            Line($"{Element(s.To)} {(s.Accumulate ? "+=" : "=")} {Text(s.Value)};");
            return;
        }

        if (s.Count >= _isa.Lanes)
        {
            Line($"{Memory(s.To)} = {(s.Accumulate ? $"{Memory(s.To)} + ({Text(s.Value)})" : Text(s.Value))};");
            return;
        }

        // Fewer elements than lanes may be written: in halves, quarters, single ones.
        if (s.Accumulate || s.Value is not Local value) throw new InvalidOperationException("A partial store takes a local and does not accumulate.");
        Partial(s.To, value.Name, _isa.Lanes, s.Count, 0);
    }

    private void Partial(Address to, string value, int lanes, int count, int done)
    {
        while (count > 0)
        {
            if (count >= lanes)
            {
                var target = done == 0 ? to : new Address(to.Of, Schedule.Index.Sum(to.Offset, Schedule.Index.Text(done)));
                Line($"__u.As<float, __simd::Vector{lanes * 32}<float>>(ref __u.Add(ref {target.Of}, {target.Offset})) = {value};");
                return;
            }

            var half = lanes / 2;
            if (lanes > 4)
            {
                if (count >= half)
                {
                    Partial(to, $"__simd::Vector{lanes * 32}.GetLower({value})", half, half, done);
                    value = $"__simd::Vector{lanes * 32}.GetUpper({value})";
                    done += half;
                    count -= half;
                }
                else
                {
                    value = $"__simd::Vector{lanes * 32}.GetLower({value})";
                }

                lanes = half;
                continue;
            }

            for (var lane = 0; lane < count; lane++)
                Line($"{Element(new(to.Of, Schedule.Index.Sum(to.Offset, Schedule.Index.Text(done + lane))))} = __simd::Vector{lanes * 32}.GetElement({value}, {lane});");
            return;
        }
    }

    private string Text(Value value) => _scalar ? ScalarText(value) : VectorText(value);

    private string VectorText(Value value) => value switch
    {
        Local v => v.Name,
        Load v => Memory(v.From),
        LoadEven v => $"__ng::Lanes.Even({Memory(v.From)}, {Memory(new(v.From.Of, Schedule.Index.Sum(v.From.Offset, Schedule.Index.Text(_isa.Lanes))))})",
        Pick v => $"__ng::Lanes.Pick{_isa.Lanes * 32}{(v.HasGaps ? "OrZero" : "")}(ref {v.Of}, ref {Element(new(v.Table, v.Entry))})",
        Interleave v => $"__ng::Lanes.Interleave{(v.High ? "High" : "Low")}({Text(v.A)}, {Text(v.B)})",
        LaneShift v => $"__ng::Lanes.{(v.Up ? "Up" : "Down")}({Text(v.A)})",
        Broadcast v => $"{Isa.Operations}.Create({Element(v.From)})",
        Splat v => $"{Isa.Operations}.Create({Text(v.A)})",
        Number { Constant: 0 } v when !IsNegative(v.Constant) => $"{Isa.Floats}.Zero",
        Number { Constant: 1 } => $"{Isa.Floats}.One",
        Number v => $"{Isa.Operations}.Create({Literal(v.Constant)})",
        IndexValue v => $"{Isa.Operations}.Create((float)({v.Expression}))",
        LaneIndex v => v.Start == "0" ? $"{Isa.Operations}.CreateSequence(0f, 1f)" : $"{Isa.Operations}.CreateSequence((float)({v.Start}), 1f)",
        Unary { Op: UnaryOp.Negate } v => $"-{Atom(v.A)}",
        Unary { Op: UnaryOp.Sqrt or UnaryOp.Abs or UnaryOp.Floor } v => $"{Isa.Operations}.{v.Op}({Text(v.A)})",
        Unary v => $"__ng::VectorMath.{v.Op}({Text(v.A)})",
        Binary { Op: BinaryOp.Maximum } v => Extreme("Max", v),
        Binary { Op: BinaryOp.Minimum } v => Extreme("Min", v),
        Binary { Op: BinaryOp.Power } v => $"__ng::VectorMath.Pow({Text(v.A)}, {Text(v.B)})",
        Binary v => $"{Atom(v.A)} {Sign(v.Op)} {Atom(v.B)}",
        MultiplyAdd v => _isa.MultiplyAdd(Text(v.A), Text(v.B), Text(v.C)),
        Choose v => $"{Isa.Operations}.ConditionalSelect({Isa.Operations}.{CompareName(v.Comparison)}({Text(v.A)}, {Text(v.B)}), {Text(v.Then)}, {Text(v.Otherwise)})",
        FirstLanes v when v.Count >= _isa.Lanes => Text(v.A),
        FirstLanes v when v.Count <= 0 => Text(v.Otherwise),
        FirstLanes v => $"{Isa.Operations}.ConditionalSelect({Isa.Operations}.AsSingle({Isa.Operations}.LessThan({_isa.VectorOf("int")}.Indices, {Isa.Operations}.Create({v.Count}))), {Text(v.A)}, {Text(v.Otherwise)})",
        Horizontal { Kind: ReduceKind.Sum } v => $"__ng::VectorMath.Sum({Text(v.A)})",
        Horizontal v => $"__ng::VectorMath.Max({Text(v.A)})",
        Schedule.Random v => $"__ng::LaneRandom.Uniform({Isa.Operations}.AsUInt32({_isa.VectorOf("int")}.Indices) + {Isa.Operations}.Create(unchecked((uint)({v.Start}))), step, {v.Stream}u)",
        _ => throw new InvalidOperationException($"No text for {value}."),
    };

    private string ScalarText(Value value) => value switch
    {
        Local v => v.Name,
        Load v => Element(v.From),
        Broadcast v => Element(v.From),
        Number v => Literal(v.Constant),
        IndexValue v => $"(float)({v.Expression})",
        LaneIndex v => $"(float)({v.Start})",
        Unary { Op: UnaryOp.Negate } v => $"-{Atom(v.A)}",
        Unary { Op: UnaryOp.Sqrt or UnaryOp.Abs or UnaryOp.Floor } v => $"__sys::MathF.{v.Op}({Text(v.A)})",
        Unary v => $"__ng::VectorMath.{v.Op}({Text(v.A)})",
        Binary { Op: BinaryOp.Maximum } v => $"__sys::MathF.Max({Text(v.A)}, {Text(v.B)})",
        Binary { Op: BinaryOp.Minimum } v => $"__sys::MathF.Min({Text(v.A)}, {Text(v.B)})",
        Binary { Op: BinaryOp.Power } v => $"__ng::VectorMath.Pow({Text(v.A)}, {Text(v.B)})",
        Binary v => $"{Atom(v.A)} {Sign(v.Op)} {Atom(v.B)}",
        MultiplyAdd v => $"({Atom(v.A)} * {Atom(v.B)}) + {Atom(v.C)}",
        Choose v => $"({Text(v.A)} {(v.Comparison switch { Comparison.Less => "<", Comparison.LessOrEqual => "<=", _ => "==" })} {Text(v.B)} ? {Text(v.Then)} : {Text(v.Otherwise)})",
        Schedule.Random v => $"__ng::LaneRandom.Uniform(unchecked((uint)({v.Start})), step, {v.Stream}u)",
        _ => throw new InvalidOperationException($"No text for {value}."),
    };

    /// <summary>
    /// The greater or the lesser of two; NaN passes through. x86 gives the second operand where one is NaN: a constant goes first, and where there is
    /// none the first one is asked.
    /// </summary>
    private string Extreme(string which, Binary v) => v switch
    {
        { B: Schedule.Number } => $"{Isa.Operations}.{which}Native({Text(v.B)}, {Text(v.A)})",
        { A: Schedule.Number } => $"{Isa.Operations}.{which}Native({Text(v.A)}, {Text(v.B)})",
        _ => $"__ng::Lanes.{which}imum({Text(v.A)}, {Text(v.B)})",
    };

    private string Atom(Value value)
    {
        var text = Text(value);
        return value is Binary { Op: not (BinaryOp.Maximum or BinaryOp.Minimum or BinaryOp.Power) } or Unary { Op: UnaryOp.Negate }
            || (_scalar && (value is MultiplyAdd or IndexValue or LaneIndex || text[0] == '-')) ? $"({text})" : text;
    }

    private static string Sign(BinaryOp op) => op switch
    {
        BinaryOp.Add => "+",
        BinaryOp.Subtract => "-",
        BinaryOp.Multiply => "*",
        _ => "/",
    };

    private static string CompareName(Comparison comparison) => comparison switch
    {
        Comparison.Less => "LessThan",
        Comparison.LessOrEqual => "LessThanOrEqual",
        _ => "Equals",
    };

    /// <summary>A float constant that reads back as itself: <c>0.1f</c>.</summary>
    public static string Literal(double value)
    {
        var f = (float)value;
        if (float.IsNaN(f)) return "float.NaN";
        if (float.IsInfinity(f)) return f > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        if (f == 0 && IsNegative(value)) return "-0f";
        return f.ToString("G9", CultureInfo.InvariantCulture) + "f";
    }

    private static bool IsNegative(double value) => BitConverter.DoubleToInt64Bits(value) < 0;

    private string Memory(Address a) => _scalar ? Element(a) : VectorAt(a.Of, a.Offset);

    /// <summary>A whole vector in memory, also in a kernel whose values are single floats.</summary>
    private string VectorAt(string of, string offset) => $"__u.As<float, {Isa.Floats}>(ref {(offset == "0" ? of : $"__u.Add(ref {of}, {offset})")})";

    private static string Element(Address a) => a.Offset == "0" ? a.Of : $"__u.Add(ref {a.Of}, {a.Offset})";

    private void Block(string head, IReadOnlyList<Statement> body)
    {
        if (head.Length > 0) Line(head);
        Open();
        while (body.Count == 1 && body[0] is Scope inner) body = inner.Body;
        Write(body);
        Close();
    }

    private void Open()
    {
        Line("{");
        _indent++;
    }

    private void Close()
    {
        _indent--;
        Line("}");
    }

    private void Line(string text) => Indent().Append(text).Append('\n');

    private StringBuilder Indent() => _text.Append(' ', 4 * _indent);
}
