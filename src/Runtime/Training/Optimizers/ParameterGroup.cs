namespace NetGen.Training;

/// <summary>One tensor of the parameter block with options of its own.</summary>
/// <param name="Name">The tensor, <c>dense1.weight</c>.</param>
/// <param name="Offset">Its first float in the block.</param>
/// <param name="Length">Its floats, padding included.</param>
/// <param name="LearningRateScale">Multiplies the learning rate.</param>
/// <param name="WeightDecayScale">Multiplies the L1 and L2 coefficients.</param>
/// <param name="IsFrozen">The tensor and its state are left untouched.</param>
public sealed record ParameterGroup(
    string Name, int Offset, int Length, float LearningRateScale = 1, float WeightDecayScale = 1, bool IsFrozen = false);
