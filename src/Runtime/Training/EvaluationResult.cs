namespace NetGen.Training;

/// <summary>How well a network does on a data set, in inference mode.</summary>
/// <param name="Loss">The mean of the batches' mean losses, weighted by their samples.</param>
/// <param name="Accuracy">The share of labels that the largest output names; null for targets and for single outputs.</param>
public sealed record EvaluationResult(float Loss, float? Accuracy);
