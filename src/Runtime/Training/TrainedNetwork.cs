namespace NetGen.Training;

/// <summary>Calls a network with the class indices and real values it was declared to take; what it does not take is empty.</summary>
internal static class TrainedNetwork
{
    /// <summary>The mean loss, and its gradient.</summary>
    public static float Gradient(this INetwork network, ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, Span<float> gradient) => network switch
    {
        ILabelTrained trained => trained.Gradient(inputs, labels, gradient),
        ITargetTrained trained => trained.Gradient(inputs, targets, gradient),
        _ => ((ILabelAndTargetTrained)network).Gradient(inputs, labels, targets, gradient),
    };

    /// <summary>One step of training.</summary>
    public static float Train(this INetwork network, ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, Optimizer optimizer) => network switch
    {
        ILabelTrained trained => trained.Train(inputs, labels, optimizer),
        ITargetTrained trained => trained.Train(inputs, targets, optimizer),
        _ => ((ILabelAndTargetTrained)network).Train(inputs, labels, targets, optimizer),
    };

    /// <summary>The mean loss.</summary>
    public static float Evaluate(this INetwork network, ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets) => network switch
    {
        ILabelTrained trained => trained.Evaluate(inputs, labels),
        ITargetTrained trained => trained.Evaluate(inputs, targets),
        _ => ((ILabelAndTargetTrained)network).Evaluate(inputs, labels, targets),
    };
}
