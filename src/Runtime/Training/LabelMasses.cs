namespace NetGen.Training;

/// <summary>How much the labels of a batch weigh for each loss that is a mean over them; collected part by part.</summary>
internal sealed class LabelMasses(ITrainedInParts network)
{
    private readonly double[] _masses = new double[network.MassCount];

    /// <summary>The masses; 1 for none, so that a loss without a label that counts is 0 and not 0/0.</summary>
    public ReadOnlySpan<double> Values => _masses;

    /// <summary>Whether the labels of some loss weigh nothing.</summary>
    public bool AnyEmpty { get; private set; }

    /// <summary>Whether no label counts, and the network has no other loss.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>What the mean of a loss is over: the labels if that is the only loss, otherwise samples (0 says so).</summary>
    public double OfOnlyLoss { get; private set; }

    /// <summary>Forgets all labels.</summary>
    public void Begin() => Array.Clear(_masses);

    /// <summary>Adds labels of whole samples.</summary>
    public void Add(ReadOnlySpan<int> labels) => network.AddMasses(labels, _masses);

    /// <summary>All labels are known.</summary>
    public void End()
    {
        (AnyEmpty, IsEmpty) = (false, _masses.Length > 0 && network.CountsLabelsOnly);
        OfOnlyLoss = IsEmpty && _masses.Length == 1 ? _masses[0] : 0;
        foreach (ref var mass in _masses.AsSpan())
        {
            if (mass > 0) IsEmpty = false;
            else (AnyEmpty, mass) = (true, 1);
        }
    }
}
