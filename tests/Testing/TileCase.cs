using System.Globalization;
using System.Text.RegularExpressions;
using NetGen.Kernels;

namespace NetGen.Testing;

/// <summary>A contraction for a register tile, with strides of its own: rows and panels of the result do not meet, operands may.</summary>
internal sealed partial class TileCase
{
    /// <summary>Where the factors, the vectors, what sums begin with and the result stand in <see cref="Memory"/>.</summary>
    public const int X = 0, W = 30_000, B = 60_000, Y = 70_000;

    private const int Lanes = 16, Tiles = 2, MemoryLength = 82_000, YRow = Lanes + 3;

    private readonly string _method;
    private readonly int _lines, _rows, _panels, _lanes, _yLine, _yPanel, _xLine, _wPanel, _bLine, _bPanel;
    private readonly int[] _n, _x, _w;
    private readonly TileStart _start;
    private readonly TileEnd _end;
    private readonly bool _isExact;

    /// <summary>A case for a method.</summary>
    /// <param name="random">Where strides and numbers come from.</param>
    /// <param name="method">Its name: <c>Rows2x3x16</c>, <c>Batch32</c>, <c>Sink4x16FourRows</c>.</param>
    /// <param name="start">What sums begin with.</param>
    /// <param name="end">What becomes of them.</param>
    /// <param name="lanes">Outputs of the last panel.</param>
    /// <param name="isExact">Whether nothing may be written behind them.</param>
    public TileCase(Random random, string method, TileStart start, TileEnd end, int lanes, bool isExact)
    {
        (_method, _start, _end, _lanes, _isExact) = (method, start, end, lanes, isExact);
        (_lines, _rows, _panels) = ShapeOf(method);
        if (IsBatch) _rows = random.Next(1, 30);
        _n = [random.Next(1, 12), random.Next(1, 4), random.Next(1, 3), random.Next(1, 3)];
        _x = [method.EndsWith("FourTerms", StringComparison.Ordinal) ? 1 : random.Next(1, 5), random.Next(0, 30), random.Next(0, 50), random.Next(0, 90)];
        _w = [method.EndsWith("FourTerms", StringComparison.Ordinal) ? Lanes : Lanes * random.Next(1, 3), Lanes * random.Next(0, 9), Lanes * random.Next(0, 20), Lanes * random.Next(0, 40)];
        (XRow, _xLine, _wPanel) = (method.EndsWith("FourRows", StringComparison.Ordinal) ? 1 : random.Next(1, 40), random.Next(1, 300), Lanes * random.Next(1, 90));
        (BRow, _bLine, _bPanel) = start == TileStart.Rows ? (random.Next(1, 4), random.Next(1, 9), 0) : (0, 0, Lanes);
        _yLine = YRow * _rows * Tiles;
        _yPanel = _yLine * _lines;
        for (var i = 0; i < Memory.Length; i++) Memory[i] = (float)(random.NextDouble() - 0.5);
    }

    /// <summary>The operands and what stands in the result before.</summary>
    public float[] Memory { get; } = new float[MemoryLength];

    /// <summary>Whether the method takes a number of rows instead of tiles.</summary>
    public bool IsBatch => _method.StartsWith("Batch", StringComparison.Ordinal);

    /// <summary>Whether sums go to a sink.</summary>
    public bool IsSink => _method.StartsWith("Sink", StringComparison.Ordinal);

    public int Rows => _rows;

    public int XRow { get; }

    public int BRow { get; }

    /// <summary>From a row of the result to the next.</summary>
    public int ResultRow => YRow;

    /// <summary>The method's count.</summary>
    public int Count => IsBatch ? _rows : Tiles;

    public bool IsLast => _lanes < Lanes;

    /// <summary>The arguments of <see cref="TileLoops"/>.</summary>
    public int[] Arguments =>
    [
        (int)_start, (int)_end, _lanes, _isExact ? 1 : 0, _n[0], _x[0], _w[0], _n[1], _x[1], _w[1], _n[2], _x[2], _w[2], _n[3], _x[3], _w[3],
        XRow, _xLine, _wPanel, BRow, _bLine, _bPanel, YRow, _yLine, _yPanel,
    ];

    public TileLoops Loops
    {
        get
        {
            var a = Arguments;
            return new(
                (TileStart)a[0], (TileEnd)a[1], a[2], a[3] != 0, a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[16], a[17], a[18], a[19], a[20], a[21], a[22],
                a[23], a[24]);
        }
    }

    /// <summary>Cases for a method: each beginning, each end, last panels of all kinds.</summary>
    public static IEnumerable<TileCase> Of(string method)
    {
        var random = new Random(method.Length);
        if (method.StartsWith("Sink", StringComparison.Ordinal))
        {
            for (var round = 0; round < 4; round++) yield return new(random, method, TileStart.Zero, TileEnd.Store, Lanes, isExact: false);
            yield break;
        }

        foreach (var start in Enum.GetValues<TileStart>())
            foreach (var end in Enum.GetValues<TileEnd>())
                foreach (var (lanes, exact) in new[] { (Lanes, false), (1, true), (5, false), (8, true), (13, true), (15, false) }) yield return new(random, method, start, end, lanes, exact);
    }

    /// <summary>What memory holds afterwards, in double.</summary>
    public double[] Expected()
    {
        var after = Array.ConvertAll(Memory, value => (double)value);
        for (var panel = 0; panel < _panels; panel++)
            for (var line = 0; line < _lines; line++)
                for (var row = 0; row < (IsBatch ? _rows : _rows * Tiles); row++)
                    for (var lane = 0; lane < Lanes; lane++) Element(after, panel, line, row, lane);
        return after;
    }

    /// <summary>What is wrong with memory afterwards, or null.</summary>
    public string? Difference(ReadOnlySpan<float> after, double[] expected)
    {
        for (var i = 0; i < after.Length; i++)
            if (!(Math.Abs(after[i] - expected[i]) <= 1e-5 * (1 + Math.Abs(expected[i])))) return $"{this}: {after[i]} instead of {expected[i]} at {i - Y}";
        return null;
    }

    public override string ToString() => $"{_method}, {_lines} × {_rows} rows, {_panels} panels, {_start}, {_end}, {_lanes} lanes, exact {_isExact}, terms {string.Join(" × ", _n)}";

    private static (int Lines, int Rows, int Panels) ShapeOf(string method)
    {
        var numbers = Number().Matches(method).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture)).ToArray();
        return numbers.Length switch
        {
            1 => (1, 0, numbers[0] / Lanes),
            2 => (1, numbers[0], numbers[1] / Lanes),
            _ => (numbers[0], numbers[1], numbers[2] / Lanes),
        };
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    private void Element(double[] after, int panel, int line, int row, int lane)
    {
        var at = Y + (panel * _yPanel) + (line * _yLine) + (row * YRow) + lane;
        if (panel == _panels - 1 && lane >= _lanes)
        {
            if (!_isExact) after[at] = 0;
            return;
        }

        double sum = _start switch
        {
            TileStart.Panels => Memory[B + (panel * _bPanel) + lane],
            TileStart.Rows => Memory[B + (line * _bLine) + (row * BRow)],
            _ => 0,
        };
        for (var i3 = 0; i3 < _n[3]; i3++)
            for (var i2 = 0; i2 < _n[2]; i2++)
                for (var i1 = 0; i1 < _n[1]; i1++)
                    for (var i0 = 0; i0 < _n[0]; i0++)
                        sum += (double)Memory[X + (line * _xLine) + (row * XRow) + (i0 * _x[0]) + (i1 * _x[1]) + (i2 * _x[2]) + (i3 * _x[3])]
                            * Memory[W + (panel * _wPanel) + lane + (i0 * _w[0]) + (i1 * _w[1]) + (i2 * _w[2]) + (i3 * _w[3])];
        after[at] = _end == TileEnd.Relu ? Math.Max(0, sum) : _end == TileEnd.Add || IsSink ? after[at] + sum : sum;
    }
}
