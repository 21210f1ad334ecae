using System.Text;
using NetGen.Generator.Schedule;

namespace NetGen.Tiles;

/// <summary>Writes one tile: so many rows, in two loops, times so many panels of 16 outputs.</summary>
internal class TileWriter
{
    /// <summary>Ends the name of a tile of few rows whose sums are not split.</summary>
    public const string InOrder = "InOrder";

    /// <summary>Loops over the terms of the sums.</summary>
    private const int Depth = 4;

    /// <summary>Rows that share a reference: the other two are that far from it.</summary>
    private const int RowsOfReference = 3;

    private readonly StringBuilder _text = new();
    private readonly TileTarget _target;
    private readonly int _outerRows, _rows, _panels;
    private readonly bool _hasSink, _inOrder;
    private readonly string _name;
    private int _indent = 1;

    /// <summary>A tile.</summary>
    /// <param name="target">The instruction set.</param>
    /// <param name="outerRows">Rows of the outer loop.</param>
    /// <param name="rows">Rows of the inner loop.</param>
    /// <param name="panels">Panels of 16 outputs.</param>
    /// <param name="load">How factors are loaded.</param>
    /// <param name="hasSink">Whether sums go to a gradient sink.</param>
    /// <param name="inOrder">Whether each sum is added in the order of its terms, also where it would wait for itself.</param>
    protected TileWriter(TileTarget target, int outerRows, int rows, int panels, FactorLoad load, bool hasSink, bool inOrder)
    {
        (_target, _outerRows, _rows, _panels, _hasSink, _inOrder) = (target, outerRows, rows, panels, hasSink, inOrder);
        Vectors = panels * target.PerPanel;
        Chains = inOrder ? 1 : TileTable.Chains(target.Lanes, outerRows, rows, panels);
        _name = TileTable.Name(outerRows, rows, panels, hasSink, load) + (inOrder ? InOrder : "");
    }

    protected int Vectors { get; }

    /// <summary>Sums that each element is split into.</summary>
    protected int Chains { get; }

    protected int Rows => _outerRows * _rows;

    protected string Floats => $"{_target.Vector}<float>";

    public static TileWriter Of(TileTarget target, int outerRows, int rows, int panels, FactorLoad load, bool hasSink = false, bool inOrder = false) => target.ByElement
        ? new ByElementTileWriter(target, outerRows, rows, panels, load, hasSink, inOrder)
        : new TileWriter(target, outerRows, rows, panels, load, hasSink, inOrder);

    public string Text()
    {
        Head();
        Open();
        if (!_hasSink)
        {
            // A call in the loop would cost its sums their registers.
            Line("if (isLast)");
            Open();
            Line($"unsafe {{ TileTail.Run(&{_name}, {_outerRows}, {_rows}, {_panels}, ref x, ref w, ref b, ref y, tiles, t); }}");
            Line("return;");
            Close();
        }

        Strides();
        Line("for (; tiles > 0; tiles--)");
        Open();
        Start();
        Sums();
        End();
        Line($"x = ref Unsafe.AddByteOffset(ref x, {_rows} * row);");
        if (!_hasSink) Line($"b = ref Unsafe.AddByteOffset(ref b, {_rows} * t.BRow);");
        Line($"y = ref Unsafe.AddByteOffset(ref y, {_rows} * t.YRow);");
        Close();
        Close();
        return _text.Append('\n').ToString();
    }

    private void Head()
    {
        Line($"/// <summary>{_panels * 16} outputs of {(_outerRows == 1 ? "" : $"{_outerRows} times ")}{_rows} rows at a time{(_inOrder ? ", each sum in the order of its terms" : "")}.</summary>");
        Line($"[MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization){(_hasSink ? ", SkipLocalsInit" : "")}]");
        if (!_hasSink)
        {
            Line($"{(_inOrder ? "private" : "public")} static void {_name}(ref float x, ref float w, ref float b, ref float y, int tiles, bool isLast, in TileLoops t)");
            return;
        }

        Line($"public static void {_name}<TSink>(ref float x, ref float w, ref float y, int tiles, in TileLoops t, ref TSink sink)");
        Line("    where TSink : struct, IGradientSink");
    }

    private void Strides()
    {
        Line("nint row = t.XRow, dx = t.X0, dw = t.W0;");
        if (_rows > 2) Line("nint row2 = row + row;");
        if (_outerRows > 1) Line("nint line = t.XLine;");
        if (_panels > 1) Line("nint panel = t.WPanel;");
    }

    private void Start()
    {
        for (var m = 0; m < Rows; m++) Line($"{Floats} {string.Join(", ", AllSums(m).Select(name => $"{name} = default"))};");
        if (_hasSink) return;
        Line("if (t.Start == TileStart.Panels)");
        Open();
        for (var v = 0; v < Vectors; v++) Line($"{string.Join(" = ", Enumerable.Range(0, Rows).Select(m => Sum(m, v)))} = {Vector(Panel("b", v, "t.BPanel"), v)};");
        Close();
        Line("else if (t.Start == TileStart.Rows)");
        Open();
        for (var m = 0; m < Rows; m++)
            Line($"{string.Join(" = ", Enumerable.Range(0, Vectors).Select(v => Sum(m, v)))} = {_target.Vector}.Create(Unsafe.AddByteOffset(ref b, {RowOffset(m, "t.BLine", "t.BRow")}));");
        Close();
    }

    private void Sums()
    {
        foreach (var (name, m) in References()) Line($"ref float {name} = ref Unsafe.AddByteOffset(ref x, {RowOffset(m, "line", "row")});");
        Line("ref float k = ref w;");
        for (var depth = Depth - 1; depth > 0; depth--)
        {
            Line($"nint n{depth} = t.N{depth};");
            Line("do");
            Open();
        }

        Terms();
        for (var depth = 1; depth < Depth; depth++)
        {
            Move($"t.X{depth}", $"t.W{depth}");
            _indent--;
            Line($"}} while (--n{depth} != 0);");
        }
    }

    /// <summary>The loop over the terms that follow each other.</summary>
    protected virtual void Terms()
    {
        // Two terms in a round: the loop's own instructions would be a quarter of it.
        var terms = Math.Max(2, Chains);
        Line("nint n0 = t.N0;");
        Line($"for (; n0 >= {terms}; n0 -= {terms})");
        Open();
        for (var term = 0; term < terms; term++) Step(term % Chains);
        Close();
        Line(terms == 2 ? "if (n0 != 0)" : "for (; n0 != 0; n0--)");
        Open();
        Step(0);
        Close();
    }

    /// <summary>One term of every sum: the vectors are loaded, or operands in memory where they serve one row.</summary>
    private void Step(int chain)
    {
        Open();
        if (Rows > 1)
            for (var v = 0; v < Vectors; v++) Line($"{Floats} w{v} = {Vector(Panel("k", v, "panel"), v)};");
        for (var m = 0; m < Rows; m++)
        {
            Line($"{Floats} x{m}s = {_target.Vector}.Create({Factor(m)});");
            for (var v = 0; v < Vectors; v++)
            {
                var sum = Sum(m, v, chain);
                Line($"{sum} = {_target.Vector}.{_target.MultiplyAdd}(x{m}s, {(Rows > 1 ? $"w{v}" : Vector(Panel("k", v, "panel"), v))}, {sum});");
            }
        }

        Close();
        Move("dx", "dw");
    }

    protected void Move(string x, string w)
    {
        foreach (var (name, _) in References()) Line($"{name} = ref Unsafe.AddByteOffset(ref {name}, {x});");
        Line($"k = ref Unsafe.AddByteOffset(ref k, {w});");
    }

    private void End()
    {
        for (var chain = 1; chain < Chains; chain++)
            for (var m = 0; m < Rows; m++)
                for (var v = 0; v < Vectors; v++) Line($"{Sum(m, v)} += {Sum(m, v, chain)};");
        if (_hasSink)
        {
            Hand();
            return;
        }

        Line("if (t.End == TileEnd.Add)");
        Open();
        Each((sum, m, v) => $"{sum} += {Result(m, v)};");
        Close();
        // The lesser operand comes first: x86 gives the second one where either is NaN.
        Line($"{Floats} least = {_target.Vector}.Create(t.Least);");
        Each((sum, m, v) => $"{Result(m, v)} = {_target.Vector}.MaxNative(least, {sum});");
    }

    private void Hand()
    {
        Line("if (TSink.TakesVectors)");
        Open();
        for (var p = 0; p < _panels; p++)
            for (var m = 0; m < Rows; m++)
                for (var v = p * _target.PerPanel; v < (p + 1) * _target.PerPanel; v++) Line($"sink.Take(ref {Place(m, v)}, {Sum(m, v)});");
        Close();
        Line("else");
        Open();
        Spill();
        Line($"sink.Take(ref y, ref tile, {_panels}, (int)(t.YPanel / sizeof(float)), {_outerRows}, (int)(t.YLine / sizeof(float)), {_rows}, (int)(t.YRow / sizeof(float)));");
        Close();
    }

    /// <summary>Panel after panel, in each the rows.</summary>
    private void Spill()
    {
        Line("Unsafe.SkipInit(out GradientTile memory);");
        Line("ref float tile = ref memory.First;");
        for (var p = 0; p < _panels; p++)
        {
            for (var m = 0; m < Rows; m++)
            {
                for (var v = 0; v < _target.PerPanel; v++)
                    Line($"Unsafe.As<float, {Floats}>(ref Unsafe.Add(ref tile, {(((p * Rows) + m) * 16) + (v * _target.Lanes)})) = {Sum(m, (p * _target.PerPanel) + v)};");
            }
        }
    }

    private void Each(Func<string, int, int, string> text)
    {
        for (var m = 0; m < Rows; m++)
            for (var v = 0; v < Vectors; v++) Line(text(Sum(m, v), m, v));
    }

    protected static string Sum(int m, int v, int chain = 0) => $"a{m}_{v}{(chain == 0 ? "" : ((char)('a' + chain)).ToString())}";

    private IEnumerable<string> AllSums(int m) => Enumerable.Range(0, Vectors).SelectMany(v => Enumerable.Range(0, Chains).Select(chain => Sum(m, v, chain)));

    /// <summary>The references that move along the terms: one for every three rows of a line.</summary>
    protected virtual IEnumerable<(string Name, int Row)> References() => Enumerable.Range(0, Rows).Where(m => m % _rows % RowsOfReference == 0).Select(m => ($"x{m}", m));

    protected string Factor(int m)
    {
        var apart = m % _rows % RowsOfReference;
        return apart == 0 ? $"x{m}" : $"Unsafe.AddByteOffset(ref x{m - apart}, {(apart == 1 ? "row" : "row2")})";
    }

    private string RowOffset(int m, string line, string row)
    {
        string[] terms = [.. new[] { (m / _rows, line), (m % _rows, row) }.Where(t => t.Item1 > 0).Select(t => t.Item1 == 1 ? t.Item2 : $"({t.Item1} * {t.Item2})")];
        return terms.Length == 0 ? "0" : string.Join(" + ", terms);
    }

    /// <summary>The reference to a vector's panel.</summary>
    protected string Panel(string of, int v, string stride)
    {
        var p = v / _target.PerPanel;
        return p == 0 ? of : $"Unsafe.AddByteOffset(ref {of}, {(p == 1 ? "" : $"{p} * ")}{stride})";
    }

    protected string Vector(string panel, int v, int offset = 0) => $"Unsafe.As<float, {Floats}>(ref {At(panel, v, offset)})";

    private string At(string panel, int v, int offset = 0) => (v % _target.PerPanel * _target.Lanes) + offset is > 0 and var floats ? $"Unsafe.Add(ref {panel}, {floats})" : panel;

    private string Place(int m, int v)
    {
        var p = v / _target.PerPanel;
        var row = RowOffset(m, "t.YLine", "t.YRow");
        string[] terms = [.. new[] { row, p == 0 ? "0" : $"({p} * t.YPanel)" }.Where(t => t != "0")];
        return At(terms.Length == 0 ? "y" : $"Unsafe.AddByteOffset(ref y, {string.Join(" + ", terms)})", v);
    }

    private string Result(int m, int v) => $"Unsafe.As<float, {Floats}>(ref {Place(m, v)})";

    protected void Open()
    {
        Line("{");
        _indent++;
    }

    protected void Close()
    {
        _indent--;
        Line("}");
    }

    protected void Line(string text) => _text.Append(' ', 4 * _indent).Append(text).Append('\n');
}
