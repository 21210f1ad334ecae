namespace NetGen.Training;

/// <summary>How well a network does on a data set, in inference mode.</summary>
/// <param name="Loss">
/// The loss of the data set as if it were one batch, whatever the size of the batches: a mean over labels is over those of all batches that count, and NaN
/// without any. Losses that are one number for a batch (an overlap) are averaged over the batches.
/// </param>
/// <param name="Accuracy">
/// The share of the labels that count which the largest score names, NaN without any; null where no output holds the scores of classes.
/// </param>
public sealed record EvaluationResult(float Loss, float? Accuracy);
