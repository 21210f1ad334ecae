using BenchmarkDotNet.Attributes;
using NetGen.Numerics;

namespace NetGen.Benchmarks;

/// <summary>What a saved or loaded network pays to bring a dense layer's weights, 120 × 400, from panels of 16 outputs into rows and back.</summary>
[MemoryDiagnoser]
public class LayoutBenchmarks
{
    private const int Outputs = 120;
    private const int Inputs = 400;
    private const int Lanes = 16;
    private const int PanelLength = Inputs * Lanes;
    private const int Panels = (Outputs + Lanes - 1) / Lanes;

    private readonly TensorLayout _layout = new(
        [Outputs, Inputs],
        [new LayoutDigit(0, Lanes, Panels, PanelLength), new LayoutDigit(0, 1, Lanes, 1), new LayoutDigit(1, 1, Inputs, Lanes)],
        Panels * PanelLength);

    private readonly AlignedBuffer _panels = new(Panels * PanelLength);
    private readonly float[] _rows = new float[Outputs * Inputs];

    /// <summary>Panels to rows, as in saving.</summary>
    [Benchmark]
    public void ToCanonical() => _layout.ToCanonical(_panels.Span, _rows);

    /// <summary>Rows to panels, as in loading.</summary>
    [Benchmark]
    public void FromCanonical() => _layout.FromCanonical(_rows, _panels.Span);
}
