using NetGen.Peers.Models;

namespace NetGen.Peers.Cases;

/// <summary>One row of the comparison.</summary>
internal sealed record Case(string Name, CaseKind Kind, Model Model)
{
    /// <summary>Which of our networks takes part; the model's name, unless there is a variant.</summary>
    public string Network { get; init; } = Model.Name;

    /// <summary>Samples of one repetition.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>What moves the weights in training.</summary>
    public OptimizerKind Optimizer { get; init; }

    /// <summary>Threads of either side; in training of ours, which is then alone.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>What the peer's time divided by ours should reach.</summary>
    public Target Ratio { get; init; }

    /// <summary>Where the peer is no yardstick: the share of the core's multiply-add peak that we should reach, in percent.</summary>
    public Target PercentOfPeak { get; init; }

    /// <summary>Bytes of one weight as our side stores it for inference.</summary>
    public int WeightBytes { get; init; } = sizeof(float);

    /// <summary>Whether reading the weights sets the time, so that a bandwidth says more than a share of the peak.</summary>
    public bool BandwidthBound { get; init; }

    /// <summary>Multiplications and additions of one repetition's contractions.</summary>
    public double Flops => 2.0 * Batch * (Kind == CaseKind.Training ? Model.TrainingMacs : Model.Macs);

    /// <summary>Bytes of all weights.</summary>
    public long Bytes => WeightBytes * Model.ParameterCount;
}

/// <summary>What a repetition is.</summary>
internal enum CaseKind
{
    /// <summary>A forward pass, compared with ONNX Runtime.</summary>
    Inference,

    /// <summary>A training step, compared with PyTorch.</summary>
    Training,
}

/// <summary>What is accepted and what is aimed at.</summary>
internal readonly record struct Target(double? Accept, double? Goal);
