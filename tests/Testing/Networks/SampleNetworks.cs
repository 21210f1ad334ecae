namespace NetGen.Testing;

/// <summary>
/// Whole networks, chosen so that together they use every schedule: one text each, as a user would write it. What is checked of emitted code in
/// general (what the JIT makes of it, what it computes on ARM, how much of it there is) is checked of these.
/// </summary>
internal static class SampleNetworks
{
    private const string Namespace = "Sampled";

    /// <summary>LeNet-5 (LeCun et al. 1998) as it is trained today.</summary>
    public static DeclaredNetwork LeNet5 { get; } = Declare("LeNet5", """
        [Network]
        [Input(1, 28, 28)]
        [Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2)]
        [Conv2D(16, 5), Tanh, AvgPool2D(2)]
        [Flatten, Dense(120), Tanh, Dense(84), Tanh, Dense(10)]
        [CrossEntropyLoss]
        """);

    /// <summary>Dense layers that are wide, narrow, and of a width that is no multiple of a vector.</summary>
    public static DeclaredNetwork Perceptron { get; } = Declare("Perceptron", """
        [Network]
        [Input(784)]
        [Dense(128), Relu, Dense(10)]
        [CrossEntropyLoss]
        """);

    /// <summary>Strides, padding, dilation, groups, BatchNorm, max pool, a residual sum, a concatenation, a global average.</summary>
    public static DeclaredNetwork Residual { get; } = Declare("Residual", """
        [Network]
        [Input(3, 17, 17)]
        [Conv2D(16, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, Relu(Name = "stem")]
        [MaxPool2D(3, Stride = 2, Padding = 1, Name = "skip")]
        [Conv2D(16, 3, Padding = 2, Dilation = 2, Bias = false), BatchNorm, Relu]
        [Conv2D(16, 3, Padding = 1), Add("skip"), Relu(Name = "sum")]
        [Conv2D(16, 3, Padding = 1, Groups = 16, Name = "depthwise")]
        [Conv2D(8, 1, Name = "pointwise"), Concat("sum"), BatchNorm, Relu]
        [Conv2D(32, 3, Padding = 1), Relu, GlobalAvgPool, Flatten, Dense(10)]
        [CrossEntropyLoss]
        """);

    /// <summary>Channel counts and widths that no vector divides.</summary>
    public static DeclaredNetwork OddChannels { get; } = Declare("OddChannels", """
        [Network]
        [Input(5, 13, 11)]
        [Conv2D(7, 3, Padding = 1), Relu]
        [Conv2D(17, 3, Stride = 2, Padding = 1), LeakyRelu, MaxPool2D(2)]
        [Conv2D(33, 2), Relu, Flatten]
        [Dense(37), Relu, Dense(3)]
        [CrossEntropyLoss]
        """);

    /// <summary>Activations of every kind (polynomials, exponentials, selections), Dropout and Softmax, squared error.</summary>
    public static DeclaredNetwork Activations { get; } = Declare("Activations", """
        [Network]
        [Input(23)]
        [Dense(40), Gelu, Dropout(0.25f), Dense(33), Swish, Dense(32), Elu, Dense(24), Mish]
        [Dense(20), Sigmoid, Dense(20), HardSwish, Dense(18), Softplus, Activation("x * sigmoid(1.702 * x)"), Dense(12), Softmax]
        [MeanSquaredErrorLoss]
        """);

    /// <summary>One output with a binary cross-entropy, behind an image with odd borders.</summary>
    public static DeclaredNetwork Binary { get; } = Declare("Binary", """
        [Network]
        [Input(2, 9, 10)]
        [Conv2D(12, 3, Padding = 1), Selu, AvgPool2D(3, Stride = 2), Flatten, Dense(9), Softsign, Dense(1)]
        [BinaryCrossEntropyWithLogitsLoss]
        """);

    /// <summary>Layers large enough for the widest tiles: three dense layers at once and two 3×3 convolutions.</summary>
    public static DeclaredNetwork Wide { get; } = Declare("Wide", """
        [Network]
        [Input(64, 14, 14)]
        [Conv2D(64, 3, Padding = 1), Relu, Conv2D(96, 1), Relu, Conv2D(32, 3, Stride = 2), Relu]
        [Flatten, Dense(256), Tanh, Dense(80)]
        [CrossEntropyLoss]
        """);

    /// <summary>Sequences: gates that fill vectors and gates that do not, states that are read at once and step by step.</summary>
    public static DeclaredNetwork Recurrent { get; } = Declare("Recurrent", """
        [Network]
        [Input(3, Steps = 40)]
        [Lstm(20), Gru(16), Dense(2)]
        [MeanSquaredErrorLoss]
        """);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DeclaredNetwork> All { get; } = [LeNet5, Perceptron, Residual, OddChannels, Activations, Binary, Wide, Recurrent];

    /// <summary>The network of this simple name.</summary>
    public static DeclaredNetwork Named(string name) => All.Single(n => n.FullName == $"{Namespace}.{name}");

    private static DeclaredNetwork Declare(string name, string attributes) =>
        new($"{Namespace}.{name}", $"using NetGen;\n\nnamespace {Namespace};\n\n{attributes}\npublic sealed partial class {name};\n");
}
