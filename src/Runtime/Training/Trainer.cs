using NetGen.Data;

namespace NetGen.Training;

/// <summary>Trains a network on a data set: shuffled mini-batches, validation after every epoch, a report at the end.</summary>
/// <typeparam name="TNetwork">The network's class; its declaration must have a loss.</typeparam>
/// <remarks>The order of the samples is a function of <see cref="Seed"/> and the epoch. After the first step nothing is allocated per step.</remarks>
public sealed partial class Trainer<TNetwork>
    where TNetwork : INetwork<TNetwork>
{
    /// <summary>A trainer with the default options.</summary>
    /// <exception cref="ArgumentException">The network's declaration has no loss.</exception>
    public Trainer(TNetwork network, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        if (TNetwork.Info.Steps > 0)
            throw new ArgumentException($"{TNetwork.Info.Name} is a network of sequences, and a data set has samples of one length; call its Train with the lengths of the sequences.", nameof(network));
        if (network is not (ILabelTrained or ITargetTrained or ILabelAndTargetTrained))
            throw new ArgumentException(
                $"{TNetwork.Info.Name} has no loss to train with; add one to its declaration, for example [CrossEntropyLoss].", nameof(network));
        Network = network;
        Optimizer = optimizer;
    }

    /// <summary>The network.</summary>
    public TNetwork Network { get; }

    /// <summary>The optimiser; its state lives on from one call of Fit to the next.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>Samples of a batch; the last one of an epoch may be shorter.</summary>
    public int BatchSize { get; set => field = Positive(value, nameof(BatchSize)); } = 32;

    /// <summary>Passes over the training data.</summary>
    public int Epochs { get; set => field = Positive(value, nameof(Epochs)); } = 1;

    /// <summary>Batches whose gradients become one update, as if they were one larger batch, whatever its losses divide by.</summary>
    /// <remarks>
    /// Apart from what is over a batch as a whole: the statistics of a batch normalisation are those of each batch, and a loss that is one number for a
    /// batch (an overlap, pairs of samples) is averaged over them.
    /// </remarks>
    public int AccumulationSteps { get; set => field = Positive(value, nameof(AccumulationSteps)); } = 1;

    /// <summary>Chooses the orders of the samples and the augmentations.</summary>
    public int Seed { get; set; }

    /// <summary>Whether every epoch has an order of its own.</summary>
    public bool Shuffle { get; set; } = true;

    /// <summary>Sets the learning rate (and possibly the momentum) of the optimiser; without one they stay.</summary>
    public LearningRateSchedule? Schedule { get; set; }

    /// <summary>Whether the schedule counts epochs or updates.</summary>
    public SchedulePeriod SchedulePeriod { get; set; }

    /// <summary>The largest norm of a gradient, see <see cref="GradientClipping.ByNorm"/>; null for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public float? MaxGradientNorm { get; set => field = Positive(value, nameof(MaxGradientNorm)); }

    /// <summary>The p of that norm, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public float GradientNormType
    {
        get;
        set => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(GradientNormType), value, "GradientNormType must be at least 1.");
    } = 2;

    /// <summary>The largest magnitude of a gradient's element, see <see cref="GradientClipping.ByValue"/>; null for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public float? MaxGradientValue { get; set => field = Positive(value, nameof(MaxGradientValue)); }

    /// <summary>When to stop before the last epoch; null for never.</summary>
    public EarlyStopping? EarlyStopping { get; set; }

    /// <summary>
    /// Averages the parameters; validation then sees the average, and training ends with it (after an exception the network keeps its own parameters).
    /// Null for none.
    /// </summary>
    public ExponentialMovingAverage? Average { get; set; }

    /// <summary>Changes training samples on their way into a batch; null for none.</summary>
    public SampleTransform? Augmentation { get; set; }

    /// <summary>Shows how training goes; by default a progress bar on a terminal and plain lines otherwise.</summary>
    public TrainingProgress Progress { get; set; } = TrainingProgress.Automatic;

    /// <summary>What the last call of <see cref="Fit"/> achieved, also where an exception ended it; null before the first one.</summary>
    public TrainingReport? LastReport { get; private set; }

    /// <summary>The loss (and accuracy) of a data set, in inference mode; the size of the batches has no influence.</summary>
    /// <exception cref="ArgumentException">The data do not fit the network.</exception>
    public EvaluationResult Evaluate(Dataset data)
    {
        Require(data, nameof(data));
        return new Evaluation(Network, data, BatchSize).Run();
    }

    private static float? Positive(float? value, string name)
        => value is null or > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be positive, or null for none.");

    private static int Positive(int value, string name)
        => value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be positive.");

    private void Require(Dataset data, string parameter)
    {
        ArgumentNullException.ThrowIfNull(data, parameter);
        var info = Network.Description;
        if (data.Count == 0) throw new ArgumentException("The data set has no samples.", parameter);
        if (data.InputLength != info.InputLength)
            throw new ArgumentException(
                $"{info.Name} takes {info.InputLength} values per sample, but the data set has {data.InputLength}.", parameter);
        var isMixed = data.LabelLength > 0 && !data.HasLabels;
        if (isMixed != Network is ILabelAndTargetTrained || (isMixed && data.LabelLength != info.LabelLength))
        {
            throw new ArgumentException(
                $"{info.Name} takes {info.LabelLength} class indices beside the values of a sample, but the data set has {(isMixed ? data.LabelLength : 0)}.", parameter);
        }

        if (data.HasLabels && Network is not ILabelTrained)
            throw new ArgumentException($"The loss of {info.Name} wants real-valued targets, but the data set carries class indices.", parameter);
        if (!data.HasLabels && Network is not (ITargetTrained or ILabelAndTargetTrained))
            throw new ArgumentException($"The loss of {info.Name} wants class indices, but the data set carries real-valued targets.", parameter);
        if (data.TargetLength != info.TargetLength)
        {
            var what = data.HasLabels ? "class indices" : "target values";
            throw new ArgumentException(
                $"{info.Name} wants {info.TargetLength} {what} per sample, but the data set has {data.TargetLength}.", parameter);
        }
    }
}
