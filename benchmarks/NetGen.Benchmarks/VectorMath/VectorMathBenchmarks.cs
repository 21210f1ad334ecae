using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Functions = NetGen.Numerics.VectorMath;

namespace NetGen.Benchmarks;

/// <summary>The functions that emitted code inlines, over values that fit the first-level cache, beside those of System.Numerics.Tensors.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class VectorMathBenchmarks
{
    private const int Length = 4096;
    private readonly float[] _x = new float[Length];
    private readonly float[] _y = new float[Length];

    /// <summary>Values on both sides of zero, as activations have them.</summary>
    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(1);
        for (var i = 0; i < Length; i++) _x[i] = (8 * random.NextSingle()) - 4;
    }

    /// <summary>exp by System.Numerics.Tensors.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory("exp")]
    public void TensorPrimitivesExp() => TensorPrimitives.Exp(_x, _y);

    /// <summary>exp by the runtime's vector mathematics.</summary>
    [Benchmark, BenchmarkCategory("exp")]
    public void Exp()
    {
        ref var x = ref _x[0];
        ref var y = ref _y[0];
        if (Vector512.IsHardwareAccelerated)
        {
            for (nuint i = 0; i < Length; i += 16) Functions.Exp(Vector512.LoadUnsafe(ref x, i)).StoreUnsafe(ref y, i);
        }
        else
        {
            for (nuint i = 0; i < Length; i += 8) Functions.Exp(Vector256.LoadUnsafe(ref x, i)).StoreUnsafe(ref y, i);
        }
    }

    /// <summary>The logistic function by System.Numerics.Tensors.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory("sigmoid")]
    public void TensorPrimitivesSigmoid() => TensorPrimitives.Sigmoid(_x, _y);

    /// <summary>The logistic function by the runtime's vector mathematics.</summary>
    [Benchmark, BenchmarkCategory("sigmoid")]
    public void Sigmoid()
    {
        ref var x = ref _x[0];
        ref var y = ref _y[0];
        if (Vector512.IsHardwareAccelerated)
        {
            for (nuint i = 0; i < Length; i += 16) Functions.Sigmoid(Vector512.LoadUnsafe(ref x, i)).StoreUnsafe(ref y, i);
        }
        else
        {
            for (nuint i = 0; i < Length; i += 8) Functions.Sigmoid(Vector256.LoadUnsafe(ref x, i)).StoreUnsafe(ref y, i);
        }
    }

    /// <summary>tanh by System.Numerics.Tensors.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory("tanh")]
    public void TensorPrimitivesTanh() => TensorPrimitives.Tanh(_x, _y);

    /// <summary>tanh by the runtime's vector mathematics.</summary>
    [Benchmark, BenchmarkCategory("tanh")]
    public void Tanh()
    {
        ref var x = ref _x[0];
        ref var y = ref _y[0];
        if (Vector512.IsHardwareAccelerated)
        {
            for (nuint i = 0; i < Length; i += 16) Functions.Tanh(Vector512.LoadUnsafe(ref x, i)).StoreUnsafe(ref y, i);
        }
        else
        {
            for (nuint i = 0; i < Length; i += 8) Functions.Tanh(Vector256.LoadUnsafe(ref x, i)).StoreUnsafe(ref y, i);
        }
    }
}
