namespace NetGen.Training;

/// <summary>What one epoch achieved.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="TrainLoss">The mean loss over its training batches, as the parameters changed, weighted by what it is a mean over: labels that count, otherwise samples. NaN where none counted.</param>
/// <param name="ValidationLoss">The mean loss of the validation data after it, if there is any.</param>
/// <param name="ValidationAccuracy">The share of validation labels that the largest output names, if there are labels.</param>
/// <param name="LearningRate">The learning rate of its last step.</param>
/// <param name="SamplesPerSecond">Training samples per second, validation not counted.</param>
/// <param name="Duration">How long it took, validation included.</param>
public sealed record EpochReport(
    int Epoch, float TrainLoss, float? ValidationLoss, float? ValidationAccuracy, float LearningRate, double SamplesPerSecond, TimeSpan Duration);
