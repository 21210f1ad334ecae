namespace NetGen.Training;

/// <summary>What a call of Fit is going to do.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Epochs">Epochs, unless training ends early.</param>
/// <param name="StepsPerEpoch">Updates of an epoch.</param>
/// <param name="TrainingSamples">Samples to learn from.</param>
/// <param name="ValidationSamples">Samples to judge by, possibly 0.</param>
public sealed record TrainingPlan(string Network, int Epochs, int StepsPerEpoch, int TrainingSamples, int ValidationSamples);

/// <summary>Where training is after a step.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">The step within the epoch, from 0.</param>
/// <param name="StepsPerEpoch">Steps of an epoch.</param>
/// <param name="Samples">Samples seen in this epoch.</param>
/// <param name="Loss">The mean loss of this epoch so far.</param>
public readonly record struct StepProgress(int Epoch, int Step, int StepsPerEpoch, int Samples, float Loss);
