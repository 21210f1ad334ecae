using NetGen.Data;

namespace NetGen.Training;

/// <summary>The trainer's options as they were when training began.</summary>
internal sealed record TrainingOptions(
    int BatchSize,
    int Epochs,
    int AccumulationSteps,
    int Seed,
    bool Shuffle,
    LearningRateSchedule? Schedule,
    SchedulePeriod SchedulePeriod,
    float? MaxGradientNorm,
    float GradientNormType,
    float? MaxGradientValue,
    EarlyStopping? EarlyStopping,
    ExponentialMovingAverage? Average,
    SampleTransform? Augmentation);
