using System.Text;
using NetGen.Generator.Schedule;

namespace NetGen.Tiles;

/// <summary>Writes one tile: so many rows, in two loops, times so many panels of 16 outputs.</summary>
internal sealed class TileWriter(TileTarget target, int outerRows, int rows, int panels, bool hasSink, bool inOrder = false)
{
    /// <summary>Ends the name of a tile of few rows whose sums are not split.</summary>
    public const string InOrder = "InOrder";

    /// <summary>Loops over the terms of the sums.</summary>
    private const int Depth = 4;

    /// <summary>Rows that share a reference: the other two are that far from it.</summary>
    private const int RowsOfReference = 3;

    private readonly StringBuilder _text = new();
    private readonly int _vectors = panels * target.PerPanel;
    private readonly int _chains = inOrder ? 1 : TileTable.Chains(target.Lanes, outerRows, rows, panels);
    private readonly string _name = TileTable.Name(outerRows, rows, panels, hasSink) + (inOrder ? InOrder : "");
    private int _indent = 1;

    private int Rows => outerRows * rows;

    private string Floats => $"{target.Vector}<float>";

    public string Text()
    {
        Head();
        Open();
        if (!hasSink)
        {
            // A call in the loop would cost its sums their registers.
            Line("if (isLast)");
            Open();
            Line($"unsafe {{ TileTail.Run(&{_name}, {outerRows}, {rows}, {panels}, ref x, ref w, ref b, ref y, tiles, t); }}");
            Line("return;");
            Close();
        }

        Strides();
        Line("for (; tiles > 0; tiles--)");
        Open();
        Start();
        Sums();
        End();
        Line($"x = ref Unsafe.AddByteOffset(ref x, {rows} * row);");
        if (!hasSink) Line($"b = ref Unsafe.AddByteOffset(ref b, {rows} * t.BRow);");
        Line($"y = ref Unsafe.AddByteOffset(ref y, {rows} * t.YRow);");
        Close();
        Close();
        return _text.Append('\n').ToString();
    }

    private void Head()
    {
        Line($"/// <summary>{panels * 16} outputs of {(outerRows == 1 ? "" : $"{outerRows} times ")}{rows} rows at a time{(inOrder ? ", each sum in the order of its terms" : "")}.</summary>");
        Line($"[MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization){(hasSink ? ", SkipLocalsInit" : "")}]");
        if (!hasSink)
        {
            Line($"{(inOrder ? "private" : "public")} static void {_name}(ref float x, ref float w, ref float b, ref float y, int tiles, bool isLast, in TileLoops t)");
            return;
        }

        Line($"public static void {_name}<TSink>(ref float x, ref float w, ref float y, int tiles, in TileLoops t, ref TSink sink)");
        Line("    where TSink : struct, IGradientSink");
    }

    private void Strides()
    {
        Line("nint row = t.XRow, dx = t.X0, dw = t.W0;");
        if (rows > 2) Line("nint row2 = row + row;");
        if (outerRows > 1) Line("nint line = t.XLine;");
        if (panels > 1) Line("nint panel = t.WPanel;");
    }

    private void Start()
    {
        for (var m = 0; m < Rows; m++) Line($"{Floats} {string.Join(", ", AllSums(m).Select(name => $"{name} = default"))};");
        if (hasSink) return;
        Line("if (t.Start == TileStart.Panels)");
        Open();
        for (var v = 0; v < _vectors; v++) Line($"{string.Join(" = ", Enumerable.Range(0, Rows).Select(m => Sum(m, v)))} = {Vector(Panel("b", v, "t.BPanel"), v)};");
        Close();
        Line("else if (t.Start == TileStart.Rows)");
        Open();
        for (var m = 0; m < Rows; m++)
            Line($"{string.Join(" = ", Enumerable.Range(0, _vectors).Select(v => Sum(m, v)))} = {target.Vector}.Create(Unsafe.AddByteOffset(ref b, {RowOffset(m, "t.BLine", "t.BRow")}));");
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

        // Two terms in a round: the loop's own instructions would be a quarter of it.
        var terms = Math.Max(2, _chains);
        Line("nint n0 = t.N0;");
        Line($"for (; n0 >= {terms}; n0 -= {terms})");
        Open();
        for (var term = 0; term < terms; term++) Step(term % _chains);
        Close();
        Line(terms == 2 ? "if (n0 != 0)" : "for (; n0 != 0; n0--)");
        Open();
        Step(0);
        Close();
        for (var depth = 1; depth < Depth; depth++)
        {
            Move($"t.X{depth}", $"t.W{depth}");
            _indent--;
            Line($"}} while (--n{depth} != 0);");
        }
    }

    /// <summary>One term of every sum: the vectors are loaded, or operands in memory where they serve one row.</summary>
    private void Step(int chain)
    {
        Open();
        if (Rows > 1)
            for (var v = 0; v < _vectors; v++) Line($"{Floats} w{v} = {Vector(Panel("k", v, "panel"), v)};");
        for (var m = 0; m < Rows; m++)
        {
            Line($"{Floats} x{m}s = {target.Vector}.Create({Factor(m)});");
            for (var v = 0; v < _vectors; v++)
            {
                var sum = Sum(m, v, chain);
                Line($"{sum} = {target.Vector}.{target.MultiplyAdd}(x{m}s, {(Rows > 1 ? $"w{v}" : Vector(Panel("k", v, "panel"), v))}, {sum});");
            }
        }

        Close();
        Move("dx", "dw");
    }

    private void Move(string x, string w)
    {
        foreach (var (name, _) in References()) Line($"{name} = ref Unsafe.AddByteOffset(ref {name}, {x});");
        Line($"k = ref Unsafe.AddByteOffset(ref k, {w});");
    }

    private void End()
    {
        for (var chain = 1; chain < _chains; chain++)
            for (var m = 0; m < Rows; m++)
                for (var v = 0; v < _vectors; v++) Line($"{Sum(m, v)} += {Sum(m, v, chain)};");
        if (hasSink)
        {
            Hand();
            return;
        }

        Line("if (t.End == TileEnd.Add)");
        Open();
        Each((sum, m, v) => $"{sum} += {Result(m, v)};");
        Close();
        // The lesser operand comes first: x86 gives the second one where either is NaN.
        Line($"{Floats} least = {target.Vector}.Create(t.Least);");
        Each((sum, m, v) => $"{Result(m, v)} = {target.Vector}.MaxNative(least, {sum});");
    }

    private void Hand()
    {
        Line("if (TSink.TakesVectors)");
        Open();
        for (var p = 0; p < panels; p++)
            for (var m = 0; m < Rows; m++)
                for (var v = p * target.PerPanel; v < (p + 1) * target.PerPanel; v++) Line($"sink.Take(ref {Place(m, v)}, {Sum(m, v)});");
        Close();
        Line("else");
        Open();
        Spill();
        Line($"sink.Take(ref y, ref tile, {panels}, (int)(t.YPanel / sizeof(float)), {outerRows}, (int)(t.YLine / sizeof(float)), {rows}, (int)(t.YRow / sizeof(float)));");
        Close();
    }

    /// <summary>Panel after panel, in each the rows.</summary>
    private void Spill()
    {
        Line("Unsafe.SkipInit(out GradientTile memory);");
        Line("ref float tile = ref memory.First;");
        for (var p = 0; p < panels; p++)
        {
            for (var m = 0; m < Rows; m++)
            {
                for (var v = 0; v < target.PerPanel; v++)
                    Line($"Unsafe.As<float, {Floats}>(ref Unsafe.Add(ref tile, {(((p * Rows) + m) * 16) + (v * target.Lanes)})) = {Sum(m, (p * target.PerPanel) + v)};");
            }
        }
    }

    private void Each(Func<string, int, int, string> text)
    {
        for (var m = 0; m < Rows; m++)
            for (var v = 0; v < _vectors; v++) Line(text(Sum(m, v), m, v));
    }

    private static string Sum(int m, int v, int chain = 0) => $"a{m}_{v}{(chain == 0 ? "" : ((char)('a' + chain)).ToString())}";

    private IEnumerable<string> AllSums(int m) => Enumerable.Range(0, _vectors).SelectMany(v => Enumerable.Range(0, _chains).Select(chain => Sum(m, v, chain)));

    /// <summary>The references that move along the terms: one for every three rows of a line.</summary>
    private IEnumerable<(string Name, int Row)> References() => Enumerable.Range(0, Rows).Where(m => m % rows % RowsOfReference == 0).Select(m => ($"x{m}", m));

    private string Factor(int m)
    {
        var apart = m % rows % RowsOfReference;
        return apart == 0 ? $"x{m}" : $"Unsafe.AddByteOffset(ref x{m - apart}, {(apart == 1 ? "row" : "row2")})";
    }

    private string RowOffset(int m, string line, string row)
    {
        string[] terms = [.. new[] { (m / rows, line), (m % rows, row) }.Where(t => t.Item1 > 0).Select(t => t.Item1 == 1 ? t.Item2 : $"({t.Item1} * {t.Item2})")];
        return terms.Length == 0 ? "0" : string.Join(" + ", terms);
    }

    /// <summary>The reference to a vector's panel.</summary>
    private string Panel(string of, int v, string stride)
    {
        var p = v / target.PerPanel;
        return p == 0 ? of : $"Unsafe.AddByteOffset(ref {of}, {(p == 1 ? "" : $"{p} * ")}{stride})";
    }

    private string Vector(string panel, int v) => $"Unsafe.As<float, {Floats}>(ref {At(panel, v)})";

    private string At(string panel, int v) => v % target.PerPanel == 0 ? panel : $"Unsafe.Add(ref {panel}, {v % target.PerPanel * target.Lanes})";

    private string Place(int m, int v)
    {
        var p = v / target.PerPanel;
        var row = RowOffset(m, "t.YLine", "t.YRow");
        string[] terms = [.. new[] { row, p == 0 ? "0" : $"({p} * t.YPanel)" }.Where(t => t != "0")];
        return At(terms.Length == 0 ? "y" : $"Unsafe.AddByteOffset(ref y, {string.Join(" + ", terms)})", v);
    }

    private string Result(int m, int v) => $"Unsafe.As<float, {Floats}>(ref {Place(m, v)})";

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

    private void Line(string text) => _text.Append(' ', 4 * _indent).Append(text).Append('\n');
}
