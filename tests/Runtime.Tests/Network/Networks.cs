using NetGen.Training;

namespace NetGen.Tests.Network;

/// <summary>Descriptions of networks as the compiler emits them, made by hand.</summary>
internal static class Networks
{
    /// <summary>A convolution in blocks of 16 output channels, a dense layer in panels of 16 outputs, a normalisation with running statistics; with gaps between them.</summary>
    public static NetworkInfo Blocked { get; } = Describe(
        "Blocked",
        [
            Tensor("conv2d1.weight", 16, ConvolutionPanels(20, 3, 5, 3), new KaimingUniformInitializer()),
            Tensor("conv2d1.bias", 1600, Vector(20, 32), new UniformInitializer(-0.1f, 0.1f)),
            Tensor("batchnorm1.weight", 1632, Vector(20, 32), ConstantInitializer.Ones),
            Tensor("dense1.weight", 1664, DensePanels(10, 7), new XavierNormalInitializer()),
        ],
        [
            Tensor("batchnorm1.running_mean", 0, Vector(20, 32), ConstantInitializer.Zeros),
            Tensor("batchnorm1.running_var", 32, Vector(20, 32), ConstantInitializer.Ones),
        ]);

    /// <summary>Two small tensors: a file of some 200 bytes.</summary>
    public static NetworkInfo Small { get; } = Describe(
        "Small",
        [
            Tensor("dense1.weight", 0, RowMajor(2, 3), new NormalInitializer()),
            Tensor("dense1.bias", 6, RowMajor(2), new NormalInitializer()),
        ],
        []);

    public static NetworkInfo Describe(string name, ParameterInfo[] parameters, ParameterInfo[] buffers) => new()
    {
        Name = name,
        InputLength = 1,
        OutputLength = 1,
        TargetLength = 0,
        ParameterCount = parameters.Sum(p => p.Layout.ElementCount),
        ParameterLength = parameters.Select(p => p.Offset + p.Layout.Length).DefaultIfEmpty(0).Max(),
        BufferLength = buffers.Select(p => p.Offset + p.Layout.Length).DefaultIfEmpty(0).Max(),
        ForwardMacs = 0,
        ForwardFlops = 0,
        WorkspaceLength = 0,
        Layers = [],
        Parameters = parameters,
        Buffers = buffers,
    };

    public static ParameterInfo Tensor(string name, int offset, TensorLayout layout, Initializer initializer) => new(name, name.Split('.')[0], offset, layout, initializer);

    /// <summary>[out, in] in panels of 16 outputs: panel, input, lane.</summary>
    public static TensorLayout DensePanels(int outputs, int inputs) => new(
        [outputs, inputs],
        [new LayoutDigit(0, 16, (outputs + 15) / 16, 16 * inputs), new LayoutDigit(0, 1, 16, 1), new LayoutDigit(1, 1, inputs, 16)],
        (outputs + 15) / 16 * 16 * inputs);

    /// <summary>[out, in, height, width] in panels of 16 output channels: panel, row, column, input channel, lane.</summary>
    public static TensorLayout ConvolutionPanels(int outputs, int inputs, int height, int width) => new(
        [outputs, inputs, height, width],
        [
            new LayoutDigit(0, 16, (outputs + 15) / 16, 16 * inputs * height * width),
            new LayoutDigit(0, 1, 16, 1),
            new LayoutDigit(1, 1, inputs, 16),
            new LayoutDigit(2, 1, height, 16 * inputs * width),
            new LayoutDigit(3, 1, width, 16 * inputs),
        ],
        (outputs + 15) / 16 * 16 * inputs * height * width);

    public static TensorLayout Vector(int extent, int length) => new([extent], [new LayoutDigit(0, 1, extent, 1)], length);

    public static TensorLayout RowMajor(params int[] shape)
    {
        var digits = new LayoutDigit[shape.Length];
        var stride = 1;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            digits[axis] = new LayoutDigit(axis, 1, Math.Max(1, shape[axis]), stride);
            stride *= Math.Max(1, shape[axis]);
        }

        return new TensorLayout(shape, digits, stride);
    }
}
