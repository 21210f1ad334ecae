using BenchmarkDotNet.Attributes;
using NetGen.Benchmarks.Networks;

namespace NetGen.Benchmarks;

/// <summary>One layer each: what its kernels take, with the conversions between the caller's layout and their own.</summary>
public class KernelBenchmarks
{
    private const int Batch = 128;

    private readonly Convolution _convolution = new(seed: 1);
    private readonly DirectConvolution _direct = new(seed: 1);
    private readonly PointwiseConvolution _pointwise = new(seed: 1);
    private readonly DepthwiseConvolution _depthwise = new(seed: 1);
    private readonly Product _product = new(seed: 1);
    private readonly float[] _image = new float[PointwiseConvolution.InputLength];
    private readonly float[] _result = new float[Convolution.OutputLength];
    private readonly float[] _rows = new float[Batch * Product.InputLength];
    private readonly float[] _products = new float[Batch * Product.OutputLength];

    /// <summary>Inputs uniform on [−1, 1].</summary>
    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(1);
        foreach (ref var value in _image.AsSpan()) value = (2 * random.NextSingle()) - 1;
        foreach (ref var value in _rows.AsSpan()) value = (2 * random.NextSingle()) - 1;
    }

    /// <summary>3×3, 64 to 64 channels of 56×56 pixels, by Winograd's method.</summary>
    [Benchmark]
    public void Winograd() => _convolution.Forward(_image.AsSpan(0, Convolution.InputLength), _result);

    /// <summary>The same as a direct sum.</summary>
    [Benchmark]
    public void Direct() => _direct.Forward(_image.AsSpan(0, DirectConvolution.InputLength), _result);

    /// <summary>1×1, 256 to 64 channels of 56×56 pixels.</summary>
    [Benchmark]
    public void Pointwise() => _pointwise.Forward(_image, _result.AsSpan(0, PointwiseConvolution.OutputLength));

    /// <summary>3×3 of each of 64 channels of 56×56 pixels.</summary>
    [Benchmark]
    public void Depthwise() => _depthwise.Forward(_image.AsSpan(0, DepthwiseConvolution.InputLength), _result);

    /// <summary>128 rows times a matrix of 512×512.</summary>
    [Benchmark]
    public void MatrixProduct() => _product.Forward(_rows, _products);
}
