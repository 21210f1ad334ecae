using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// What a register tile sums, and where its rows and panels stand in memory. Arguments are in floats: from one term, row or panel to the next. A tile's
/// rows are two loops' worth, lines of rows; its outputs are panels of 16.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TileLoops
{
    // Loops over the terms, the innermost first; a stride moves on from where the loop inside of it has ended. In bytes.
    internal readonly nint N0, X0, W0, N1, X1, W1, N2, X2, W2, N3, X3, W3;
    internal readonly nint XRow, XLine, WPanel, BRow, BLine, BPanel, YRow, YLine, YPanel;
    internal readonly TileStart Start;
    internal readonly TileEnd End;

    // Sums below it are stored as it.
    internal readonly float Least;
    internal readonly int TailLanes;
    internal readonly bool IsExact;

    /// <summary>Describes a tile.</summary>
    /// <param name="start">What sums begin with.</param>
    /// <param name="end">What becomes of them.</param>
    /// <param name="tailLanes">Outputs of the last panel.</param>
    /// <param name="isExact">Whether nothing may be written behind them; otherwise zeros are.</param>
    /// <param name="n0">Trips of the innermost loop over the terms.</param>
    /// <param name="x0">How far it moves the factors.</param>
    /// <param name="w0">How far it moves the vectors.</param>
    /// <param name="n1">Trips of the loop around it.</param>
    /// <param name="x1">How far that moves the factors.</param>
    /// <param name="w1">How far that moves the vectors.</param>
    /// <param name="n2">Trips of the third loop.</param>
    /// <param name="x2">How far that moves the factors.</param>
    /// <param name="w2">How far that moves the vectors.</param>
    /// <param name="n3">Trips of the outermost loop.</param>
    /// <param name="x3">How far that moves the factors.</param>
    /// <param name="w3">How far that moves the vectors.</param>
    /// <param name="xRow">From a row to the next, among the factors.</param>
    /// <param name="xLine">From a line to the next, among the factors.</param>
    /// <param name="wPanel">From a panel to the next, among the vectors.</param>
    /// <param name="bRow">From a row to the next, among what sums begin with.</param>
    /// <param name="bLine">From a line to the next, there.</param>
    /// <param name="bPanel">From a panel to the next, there.</param>
    /// <param name="yRow">From a row to the next, in the result.</param>
    /// <param name="yLine">From a line to the next, in the result.</param>
    /// <param name="yPanel">From a panel to the next, in the result.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TileLoops(
        TileStart start = TileStart.Zero,
        TileEnd end = TileEnd.Store,
        int tailLanes = 16,
        bool isExact = false,
        int n0 = 1,
        int x0 = 0,
        int w0 = 0,
        int n1 = 1,
        int x1 = 0,
        int w1 = 0,
        int n2 = 1,
        int x2 = 0,
        int w2 = 0,
        int n3 = 1,
        int x3 = 0,
        int w3 = 0,
        int xRow = 0,
        int xLine = 0,
        int wPanel = 0,
        int bRow = 0,
        int bLine = 0,
        int bPanel = 0,
        int yRow = 0,
        int yLine = 0,
        int yPanel = 0)
    {
        const nint Float = sizeof(float);
        (Start, End, TailLanes, IsExact) = (start, end, tailLanes, isExact);
        Least = end == TileEnd.Relu ? 0f : float.NegativeInfinity;
        (N0, N1, N2, N3) = (n0, n1, n2, n3);
        (X0, W0) = (Float * x0, Float * w0);
        (X1, W1) = (Float * (x1 - ((nint)n0 * x0)), Float * (w1 - ((nint)n0 * w0)));
        (X2, W2) = (Float * (x2 - ((nint)n1 * x1)), Float * (w2 - ((nint)n1 * w1)));
        (X3, W3) = (Float * (x3 - ((nint)n2 * x2)), Float * (w3 - ((nint)n2 * w2)));
        (XRow, XLine, WPanel) = (Float * xRow, Float * xLine, Float * wPanel);
        (BRow, BLine, BPanel) = (Float * bRow, Float * bLine, Float * bPanel);
        (YRow, YLine, YPanel) = (Float * yRow, Float * yLine, Float * yPanel);
    }

    // The same tile with a result of its own, panel after panel, in each the rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TileLoops(in TileLoops other, int lines, int rows)
    {
        // Field by field: the copy of a structure of this size would be a call.
        (Start, End, Least, TailLanes, IsExact) = (other.Start, other.End == TileEnd.Add ? TileEnd.Store : other.End, other.Least, other.TailLanes, other.IsExact);
        (N0, X0, W0, N1, X1, W1) = (other.N0, other.X0, other.W0, other.N1, other.X1, other.W1);
        (N2, X2, W2, N3, X3, W3) = (other.N2, other.X2, other.W2, other.N3, other.X3, other.W3);
        (XRow, XLine, WPanel) = (other.XRow, other.XLine, other.WPanel);
        (BRow, BLine, BPanel) = (other.BRow, other.BLine, other.BPanel);
        const nint Panel = 16 * sizeof(float);
        (YRow, YLine, YPanel) = (Panel, Panel * rows, Panel * rows * lines);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TileLoops Apart(int lines, int rows) => new(this, lines, rows);
}
