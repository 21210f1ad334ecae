namespace NetGen;

/// <summary>What every generated network offers, whatever its shapes and its loss.</summary>
/// <remarks>
/// Samples are concatenated: a batch of N samples is one span of N × length values, sample after sample, each in row-major order of the
/// declared shape (channels, height, width). Several inputs (or outputs) of one network follow each other inside a sample, in the order of
/// their declaration.
/// </remarks>
public interface INetwork
{
    /// <summary>Facts of the declaration: layers, shapes, parameters, costs.</summary>
    NetworkInfo Description { get; }

    /// <summary>All trainable parameters: one flat, 64-byte aligned block in NetGen's own (padded) layout; files hold the canonical one.</summary>
    /// <remarks>
    /// The span may be kept and written to between calls, not during one. The padding between and behind the tensors (<see cref="ParameterInfo.Layout"/> says
    /// where the elements stand) is the network's: what is written there has no influence on any result and is replaced by zeros.
    /// From the first access on, each call looks at the padding, and <c>Forward</c> looks whether the parameters have changed, where it keeps tensors that are
    /// derived from them.
    /// </remarks>
    Span<float> Parameters { get; }

    /// <summary>State that is saved but not trained, such as the running statistics of a batch normalisation. Often empty.</summary>
    /// <remarks>Padded as <see cref="Parameters"/> are.</remarks>
    Span<float> Buffers { get; }

    /// <summary>The outputs of a batch. Nothing is allocated after the first calls of a batch size. An empty batch has an empty output.</summary>
    /// <remarks>
    /// Each thread keeps one workspace for all networks of a class. A network that needs more than 1 MiB, or whose workspaces keep tensors that are derived from
    /// weights, keeps one for each of the callers that there have been at once.
    /// Any number of threads may call it at once. Not meanwhile: writing to <see cref="Parameters"/> or <see cref="Buffers"/>, or a step of training; that is not
    /// noticed, and the outputs are those of weights half written.
    /// </remarks>
    /// <param name="input">N × input length values.</param>
    /// <param name="output">N × output length values, overwritten.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the network's shapes or each other, or input and output overlap.</exception>
    void Forward(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>Computes the outputs of a batch with the caller's scratch memory; allocates nothing once the workspace has seen an input of this length.</summary>
    /// <param name="input">N × input length values.</param>
    /// <param name="output">N × output length values, overwritten.</param>
    /// <param name="workspace">What <see cref="CreateWorkspace"/> of this network, or of another one of its class, has made.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the network's shapes or each other, input and output overlap, or the workspace is of another class of networks.</exception>
    /// <exception cref="InvalidOperationException">Another call uses the workspace.</exception>
    void Forward(ReadOnlySpan<float> input, Span<float> output, NetworkWorkspace workspace);

    /// <summary>Scratch memory for <see cref="Forward(ReadOnlySpan{float}, Span{float}, NetworkWorkspace)"/>, for one caller at a time.</summary>
    /// <param name="maxBatch">Samples it shall take at once; larger batches are computed in pieces.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or the memory is more than an array can hold.</exception>
    NetworkWorkspace CreateWorkspace(int maxBatch = 1);

    /// <summary>Writes the parameters and buffers as a safetensors file with PyTorch's names and layouts; atomic: written aside, then renamed.</summary>
    void Save(string path);

    /// <summary>Writes the parameters and buffers in safetensors format.</summary>
    void Save(Stream stream);
}

/// <summary>The static side of a generated network: enough, with <see cref="INetwork"/>, for code that serves any network.</summary>
/// <typeparam name="TSelf">The network's own class.</typeparam>
public interface INetwork<TSelf> : INetwork
    where TSelf : INetwork<TSelf>
{
    /// <summary>Facts of the declaration: layers, shapes, parameters, costs.</summary>
    static abstract NetworkInfo Info { get; }

    /// <summary>A newly initialised network.</summary>
    static abstract TSelf Create(int seed);

    /// <summary>Reads a network from a safetensors file; all mismatches are reported at once and nothing is half-loaded.</summary>
    /// <remarks>Files hold no seed: what is trained on draws its random masks as a new network of seed 0 does, until <see cref="IRandomized.RandomSeed"/> is set.</remarks>
    static abstract TSelf Load(string path);

    /// <summary>Reads a network in safetensors format.</summary>
    static abstract TSelf Load(Stream stream);

    /// <summary>Reads a network from bytes in safetensors format.</summary>
    static abstract TSelf Load(ReadOnlySpan<byte> bytes);
}

/// <summary>A network whose loss compares its outputs with class indices.</summary>
public interface ILabelTrained : INetwork
{
    /// <summary>The mean loss of a batch, in inference mode (no dropout, running statistics), without a gradient. One caller at a time.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit, or a label is not a class.</exception>
    /// <exception cref="InvalidOperationException">Another call of Evaluate, Gradient or Train is under way.</exception>
    float Evaluate(ReadOnlySpan<float> input, ReadOnlySpan<int> labels);

    /// <summary>The mean loss of a batch in training mode; <paramref name="gradient"/> receives d(mean loss)/d(Parameters), overwritten. One caller at a time.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit, what is written overlaps what is read, or a label is not a class.</exception>
    /// <exception cref="InvalidOperationException">Another call of Evaluate, Gradient or Train is under way.</exception>
    float Gradient(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, Span<float> gradient);

    /// <summary>One step of training: the loss of a batch in training mode, and the parameters moved by the optimiser; unchanged where the loss is not finite.</summary>
    /// <remarks>The same to the bit as <c>Gradient</c> and the optimiser's step, which are what is done unless a network does better.</remarks>
    /// <exception cref="ArgumentException">The lengths do not fit, what is read overlaps the parameters or buffers, or a label is not a class.</exception>
    /// <exception cref="InvalidOperationException">Another call of Evaluate, Gradient or Train is under way.</exception>
    float Train(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, Training.Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        var gradient = new float[Parameters.Length];
        var loss = Gradient(input, labels, gradient);
        if (float.IsFinite(loss)) optimizer.Step(Parameters, gradient);
        return loss;
    }
}

/// <summary>A network whose loss compares its outputs with real-valued targets, or (targets of length 0) values of its own with each other.</summary>
public interface ITargetTrained : INetwork
{
    /// <summary>The mean loss of a batch, in inference mode (no dropout, running statistics), without a gradient. One caller at a time.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    /// <exception cref="InvalidOperationException">Another call of Evaluate, Gradient or Train is under way.</exception>
    float Evaluate(ReadOnlySpan<float> input, ReadOnlySpan<float> targets);

    /// <summary>The mean loss of a batch in training mode; <paramref name="gradient"/> receives d(mean loss)/d(Parameters), overwritten. One caller at a time.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit, or what is written overlaps what is read.</exception>
    /// <exception cref="InvalidOperationException">Another call of Evaluate, Gradient or Train is under way.</exception>
    float Gradient(ReadOnlySpan<float> input, ReadOnlySpan<float> targets, Span<float> gradient);

    /// <summary>One step of training: the loss of a batch in training mode, and the parameters moved by the optimiser; unchanged where the loss is not finite.</summary>
    /// <remarks>The same to the bit as <c>Gradient</c> and the optimiser's step, which are what is done unless a network does better.</remarks>
    /// <exception cref="ArgumentException">The lengths do not fit, or what is read overlaps the parameters or buffers.</exception>
    /// <exception cref="InvalidOperationException">Another call of Evaluate, Gradient or Train is under way.</exception>
    float Train(ReadOnlySpan<float> input, ReadOnlySpan<float> targets, Training.Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        var gradient = new float[Parameters.Length];
        var loss = Gradient(input, targets, gradient);
        if (float.IsFinite(loss)) optimizer.Step(Parameters, gradient);
        return loss;
    }
}

/// <summary>A network some of whose losses compare outputs with class indices and others with real-valued targets.</summary>
/// <remarks>Within a sample, labels and targets each follow the order in which the losses are declared.</remarks>
public interface ILabelAndTargetTrained : INetwork
{
    /// <summary>The loss of a batch, in inference mode (no dropout, running statistics), without a gradient. One caller at a time.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit, or a label is not a class.</exception>
    /// <exception cref="InvalidOperationException">Another call of Evaluate, Gradient or Train is under way.</exception>
    float Evaluate(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets);

    /// <summary>The loss of a batch in training mode; <paramref name="gradient"/> receives d(loss)/d(Parameters), overwritten. One caller at a time.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit, what is written overlaps what is read, or a label is not a class.</exception>
    /// <exception cref="InvalidOperationException">Another call of Evaluate, Gradient or Train is under way.</exception>
    float Gradient(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, Span<float> gradient);

    /// <summary>One step of training: the loss of a batch in training mode, and the parameters moved by the optimiser; unchanged where the loss is not finite.</summary>
    /// <remarks>The same to the bit as <c>Gradient</c> and the optimiser's step, which are what is done unless a network does better.</remarks>
    /// <exception cref="ArgumentException">The lengths do not fit, what is read overlaps the parameters or buffers, or a label is not a class.</exception>
    /// <exception cref="InvalidOperationException">Another call of Evaluate, Gradient or Train is under way.</exception>
    float Train(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, Training.Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        var gradient = new float[Parameters.Length];
        var loss = Gradient(input, labels, targets, gradient);
        if (float.IsFinite(loss)) optimizer.Step(Parameters, gradient);
        return loss;
    }
}
