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
    Span<float> Parameters { get; }

    /// <summary>State that is saved but not trained, such as the running statistics of a batch normalisation. Often empty.</summary>
    Span<float> Buffers { get; }

    /// <summary>Computes the outputs of a batch. Allocates nothing after the first call.</summary>
    /// <param name="input">N × input length values.</param>
    /// <param name="output">N × output length values, overwritten.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the network's shapes or each other.</exception>
    void Forward(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>Writes the parameters and buffers as a safetensors file with PyTorch's names and layouts; atomic: written aside, then renamed.</summary>
    void Save(string path);
}

/// <summary>The static side of a generated network.</summary>
/// <typeparam name="TSelf">The network's own class.</typeparam>
public interface INetwork<TSelf> : INetwork
    where TSelf : INetwork<TSelf>
{
    /// <summary>Facts of the declaration: layers, shapes, parameters, costs.</summary>
    static abstract NetworkInfo Info { get; }

    /// <summary>A newly initialised network.</summary>
    static abstract TSelf Create(int seed);

    /// <summary>Reads a network from a safetensors file; all mismatches are reported at once and nothing is half-loaded.</summary>
    static abstract TSelf Load(string path);
}

/// <summary>A network whose loss compares its outputs with class indices.</summary>
public interface ILabelTrained : INetwork
{
    /// <summary>The mean loss of a batch, in inference mode (no dropout, running statistics), without a gradient.</summary>
    float Evaluate(ReadOnlySpan<float> input, ReadOnlySpan<int> labels);

    /// <summary>The mean loss of a batch in training mode; <paramref name="gradient"/> receives d(mean loss)/d(Parameters), overwritten.</summary>
    float Gradient(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, Span<float> gradient);

    /// <summary>One step of training: the loss of a batch in training mode, and the parameters moved by the optimiser; unchanged where the loss is not finite.</summary>
    /// <remarks>Unless a network does better, <c>Gradient</c> into a new array and the optimiser's step.</remarks>
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
    /// <summary>The mean loss of a batch, in inference mode (no dropout, running statistics), without a gradient.</summary>
    float Evaluate(ReadOnlySpan<float> input, ReadOnlySpan<float> targets);

    /// <summary>The mean loss of a batch in training mode; <paramref name="gradient"/> receives d(mean loss)/d(Parameters), overwritten.</summary>
    float Gradient(ReadOnlySpan<float> input, ReadOnlySpan<float> targets, Span<float> gradient);

    /// <summary>One step of training: the loss of a batch in training mode, and the parameters moved by the optimiser; unchanged where the loss is not finite.</summary>
    /// <remarks>Unless a network does better, <c>Gradient</c> into a new array and the optimiser's step.</remarks>
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
    /// <summary>The loss of a batch, in inference mode (no dropout, running statistics), without a gradient.</summary>
    float Evaluate(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets);

    /// <summary>The loss of a batch in training mode; <paramref name="gradient"/> receives d(loss)/d(Parameters), overwritten.</summary>
    float Gradient(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, Span<float> gradient);

    /// <summary>One step of training: the loss of a batch in training mode, and the parameters moved by the optimiser; unchanged where the loss is not finite.</summary>
    /// <remarks>Unless a network does better, <c>Gradient</c> into a new array and the optimiser's step.</remarks>
    float Train(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, Training.Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        var gradient = new float[Parameters.Length];
        var loss = Gradient(input, labels, targets, gradient);
        if (float.IsFinite(loss)) optimizer.Step(Parameters, gradient);
        return loss;
    }
}
