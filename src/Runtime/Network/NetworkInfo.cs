namespace NetGen;

/// <summary>The facts of one network, the same ones the build reported.</summary>
public sealed class NetworkInfo
{
    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>The greatest number of steps of a sequence, where the network takes sequences; otherwise 0.</summary>
    /// <remarks>Lengths, multiplications, shapes and scratch memory are then those of one step instead of one sample.</remarks>
    public int Steps { get; init; }

    /// <summary>Values of one input sample.</summary>
    public required int InputLength { get; init; }

    /// <summary>Values of one output sample.</summary>
    public required int OutputLength { get; init; }

    /// <summary>Class indices (label losses) or target values (other losses) of one sample; 0 without a loss.</summary>
    /// <remarks>Where losses of both kinds meet, it is that of the target values; <see cref="LabelLength"/> is that of the class indices.</remarks>
    public required int TargetLength { get; init; }

    /// <summary>Class indices of one sample where some losses want class indices and others target values; otherwise 0.</summary>
    public int LabelLength { get; init; }

    /// <summary>What the class indices of a sample are, loss by loss; empty without a loss that takes class indices.</summary>
    public IReadOnlyList<LabelInfo> Labels { get; init; } = [];

    /// <summary>Trainable parameters.</summary>
    public required long ParameterCount { get; init; }

    /// <summary>Floats of the parameter block, padding included: at least <see cref="ParameterCount"/>.</summary>
    public required int ParameterLength { get; init; }

    /// <summary>Floats of the buffer block (running statistics), padding included.</summary>
    public required int BufferLength { get; init; }

    /// <summary>Multiplications of the contractions of one sample's forward pass.</summary>
    public required long ForwardMacs { get; init; }

    /// <summary>Multiplications and additions of the contractions of one sample's forward pass.</summary>
    public required long ForwardFlops { get; init; }

    /// <summary>Floats of scratch memory for one sample's forward pass.</summary>
    public required int WorkspaceLength { get; init; }

    /// <summary>The layers, from input to output.</summary>
    public required IReadOnlyList<LayerInfo> Layers { get; init; }

    /// <summary>The trainable parameters, in the order of the block.</summary>
    public required IReadOnlyList<ParameterInfo> Parameters { get; init; }

    /// <summary>What a stream carries from step to step, in the order of its memory; empty where nothing is carried or a network cannot be computed step by step.</summary>
    public IReadOnlyList<ParameterInfo> States { get; init; } = [];

    /// <summary>The saved state that is not trained.</summary>
    public required IReadOnlyList<ParameterInfo> Buffers { get; init; }
}

/// <summary>The class indices that one loss takes.</summary>
/// <param name="Loss">The loss's name, given or made (<c>crossentropyloss1</c>).</param>
/// <param name="Offset">The first of them among the class indices of a sample.</param>
/// <param name="Length">Class indices of a sample: one, or one a position.</param>
/// <param name="Classes">How many classes there are.</param>
/// <param name="Ignored">The label that does not count, or null where every label must be a class.</param>
/// <param name="Scores">
/// Where among the values of an output sample the scores stand that the classes are told by, [classes, positions]; −1 if the outputs hold none.
/// </param>
public sealed record LabelInfo(string Loss, int Offset, int Length, int Classes, int? Ignored, int Scores);

/// <summary>The facts of one layer.</summary>
/// <param name="Name">Its name, given or made (<c>conv2d1</c>).</param>
/// <param name="Kind">Its attribute (<c>Conv2D</c>).</param>
/// <param name="OutputShape">The shape of one sample's output, without the batch.</param>
/// <param name="ParameterCount">Its trainable parameters.</param>
/// <param name="Macs">Multiplications of its contractions for one sample.</param>
/// <param name="Flops">Multiplications and additions of its contractions for one sample.</param>
/// <param name="ActivationBytes">Bytes of one sample's output as 32-bit floats.</param>
/// <param name="ReceptiveField">How many input elements one output element sees, one number per spatial axis.</param>
public sealed record LayerInfo(
    string Name,
    string Kind,
    IReadOnlyList<int> OutputShape,
    long ParameterCount,
    long Macs,
    long Flops,
    long ActivationBytes,
    IReadOnlyList<int> ReceptiveField)
{
    /// <summary>Whether there is one output for a whole sequence, in a network of sequences, instead of one for each step.</summary>
    public bool IsOfSequences { get; init; }
}

/// <summary>One tensor of the parameter block (or of the buffer block).</summary>
/// <param name="Name">PyTorch's <c>state_dict</c> name: <c>conv2d1.weight</c>.</param>
/// <param name="Layer">The layer it belongs to.</param>
/// <param name="Offset">Its first float in the block.</param>
/// <param name="Layout">Its canonical shape and where each element stands, relative to <paramref name="Offset"/>.</param>
/// <param name="Initializer">How a new network fills it.</param>
public sealed record ParameterInfo(string Name, string Layer, int Offset, TensorLayout Layout, Training.Initializer Initializer)
{
    /// <summary>The canonical shape, in PyTorch's order.</summary>
    public IReadOnlyList<int> Shape => Layout.Shape;

    /// <summary>Its names in the layers that share it (<c>WeightsOf</c>): PyTorch's <c>state_dict</c> lists it under these as well.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}
