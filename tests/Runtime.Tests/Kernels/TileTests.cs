using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using NetGen.Kernels;
using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>Every register tile of every instruction set against the sums it is defined by, in double, whatever its strides, its beginning and its end.</summary>
public sealed partial class TileTests
{
    private const int Lanes = 16, Tiles = 2, MemoryLength = 82_000;

    private delegate void RowsMethod(ref float x, ref float w, ref float b, ref float y, int tiles, bool isLast, in TileLoops t);

    private delegate void SinkMethod(ref float x, ref float w, ref float y, int tiles, in TileLoops t, ref GradientSum sink);

    public static TheoryData<string, string> Methods
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var type in new[] { typeof(Avx512Tiles), typeof(Avx2Tiles), typeof(PortableTiles) })
                foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)) data.Add(type.Name, method.Name);
            return data;
        }
    }

    [Fact]
    public void There_are_tiles_of_one_to_six_rows_for_each_instruction_set()
    {
        foreach (var type in new[] { typeof(Avx512Tiles), typeof(Avx2Tiles) })
            for (var rows = 1; rows <= 6; rows++) Assert.NotNull(type.GetMethod($"Rows{rows}x16"));
        Assert.NotNull(typeof(PortableTiles).GetMethod("Rows2x16"));
    }

    [Theory, MemberData(nameof(Methods))]
    public void A_tile_is_the_sum_of_its_products(string type, string name)
    {
        var method = typeof(TileLoops).Assembly.GetType($"NetGen.Kernels.{type}", throwOnError: true)!.GetMethod(name)!;
        var random = new Random(name.Length + type.Length);
        var (lines, rows, panels) = Shape(name);
        if (name.StartsWith("Sink", StringComparison.Ordinal))
        {
            for (var round = 0; round < 4; round++) new Case(random, lines, rows, panels, TileStart.Zero, TileEnd.Store, Lanes, isExact: false, n0: round, isSink: true).Check(method);
            return;
        }

        foreach (var start in Enum.GetValues<TileStart>())
            foreach (var end in Enum.GetValues<TileEnd>())
                foreach (var (lanes, exact) in new[] { (Lanes, false), (1, true), (5, false), (8, true), (13, true), (15, false) })
                    new Case(random, lines, name.StartsWith("Batch", StringComparison.Ordinal) ? random.Next(1, 30) : rows, panels, start, end, lanes, exact, random.Next(0, 11)).Check(method);
    }

    private static (int Lines, int Rows, int Panels) Shape(string name)
    {
        var numbers = Number().Matches(name).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture)).ToArray();
        return numbers.Length switch
        {
            1 => (1, 0, numbers[0] / Lanes),
            2 => (1, numbers[0], numbers[1] / Lanes),
            _ => (numbers[0], numbers[1], numbers[2] / Lanes),
        };
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    /// <summary>A contraction with strides of its own: rows and panels of the result do not meet, operands may.</summary>
    private sealed class Case
    {
        private readonly int _lines, _rows, _panels, _lanes, _yLine, _yPanel, _xRow, _xLine, _wPanel, _bRow, _bLine, _bPanel;
        private readonly int[] _n, _x, _w;
        private readonly TileStart _start;
        private readonly TileEnd _end;
        private readonly bool _isExact, _isSink;
        private readonly float[] _memory = new float[MemoryLength];
        private readonly string _text;

        public Case(Random random, int lines, int rows, int panels, TileStart start, TileEnd end, int lanes, bool isExact, int n0, bool isSink = false)
        {
            (_lines, _rows, _panels, _start, _end, _lanes, _isExact) = (lines, rows, panels, start, end, lanes, isExact);
            _isSink = isSink;
            _n = [n0 + 1, random.Next(1, 4), random.Next(1, 3), random.Next(1, 3)];
            _x = [random.Next(1, 5), random.Next(0, 30), random.Next(0, 50), random.Next(0, 90)];
            _w = [Lanes * random.Next(1, 3), Lanes * random.Next(0, 9), Lanes * random.Next(0, 20), Lanes * random.Next(0, 40)];
            (_xRow, _xLine, _wPanel) = (random.Next(1, 40), random.Next(1, 300), Lanes * random.Next(1, 90));
            (_bRow, _bLine, _bPanel) = start == TileStart.Rows ? (random.Next(1, 4), random.Next(1, 9), 0) : (0, 0, Lanes);
            _yLine = YRow * rows * Tiles;
            _yPanel = _yLine * lines;
            for (var i = 0; i < _memory.Length; i++) _memory[i] = (float)(random.NextDouble() - 0.5);
            _text = $"{lines} × {rows} rows, {panels} panels, {start}, {end}, {lanes} lanes, exact {isExact}, terms {string.Join(" × ", _n)}";
        }

        private static int YRow => Lanes + 3;

        private static int X => 0;

        private static int W => 30_000;

        private static int B => 60_000;

        private static int Y => 70_000;

        public void Check(MethodInfo method)
        {
            var loops = new TileLoops(
                _start, _end, _lanes, _isExact, _n[0], _x[0], _w[0], _n[1], _x[1], _w[1], _n[2], _x[2], _w[2], _n[3], _x[3], _w[3],
                _xRow, _xLine, _wPanel, _bRow, _bLine, _bPanel, YRow, _yLine, _yPanel);
            var isBatch = method.Name.StartsWith("Batch", StringComparison.Ordinal);
            var expected = Expected(isBatch ? _rows : _rows * Tiles);
            var isLast = _lanes < Lanes;
            float[] alone = [.. _memory];
            if (method.IsGenericMethodDefinition)
            {
                var sink = default(GradientSum);
                method.MakeGenericMethod(typeof(GradientSum)).CreateDelegate<SinkMethod>()(ref _memory[X], ref _memory[W], ref _memory[Y], Tiles, loops, ref sink);
            }
            else
            {
                method.CreateDelegate<RowsMethod>()(ref _memory[X], ref _memory[W], ref _memory[B], ref _memory[Y], isBatch ? _rows : Tiles, isLast, loops);
            }

            var wrong = -1;
            for (var i = 0; i < _memory.Length && wrong < 0; i++)
                if (!(Math.Abs(_memory[i] - expected[i]) <= 1e-5 * (1 + Math.Abs(expected[i])))) wrong = i;
            if (wrong >= 0) Assert.Fail($"{method.DeclaringType!.Name}.{method.Name}, {_text}: {_memory[wrong]} instead of {expected[wrong]} at {wrong - Y}");
            if (!isBatch) return;
            // A sample's result does not depend on how many are computed with it.
            for (var row = 0; row < _rows; row++)
                method.CreateDelegate<RowsMethod>()(ref alone[X + (row * _xRow)], ref alone[W], ref alone[B + (row * _bRow)], ref alone[Y + (row * YRow)], 1, isLast, loops);
            Assert.True(_memory.AsSpan().SequenceEqual(alone), $"{method.DeclaringType!.Name}.{method.Name}, {_text}: other bits than row by row");
        }

        private double[] Expected(int rows)
        {
            var after = Array.ConvertAll(_memory, value => (double)value);
            for (var panel = 0; panel < _panels; panel++)
                for (var line = 0; line < _lines; line++)
                    for (var row = 0; row < rows; row++)
                        for (var lane = 0; lane < Lanes; lane++) Element(after, panel, line, row, lane);
            return after;
        }

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
                TileStart.Panels => _memory[B + (panel * _bPanel) + lane],
                TileStart.Rows => _memory[B + (line * _bLine) + (row * _bRow)],
                _ => 0,
            };
            for (var i3 = 0; i3 < _n[3]; i3++)
                for (var i2 = 0; i2 < _n[2]; i2++)
                    for (var i1 = 0; i1 < _n[1]; i1++)
                        for (var i0 = 0; i0 < _n[0]; i0++)
                            sum += (double)_memory[X + (line * _xLine) + (row * _xRow) + (i0 * _x[0]) + (i1 * _x[1]) + (i2 * _x[2]) + (i3 * _x[3])]
                                * _memory[W + (panel * _wPanel) + lane + (i0 * _w[0]) + (i1 * _w[1]) + (i2 * _w[2]) + (i3 * _w[3])];
            after[at] = _end == TileEnd.Relu ? Math.Max(0, sum) : _end == TileEnd.Add || _isSink ? after[at] + sum : sum;
        }
    }
}
