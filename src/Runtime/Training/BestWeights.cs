using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>Remembers the best epoch so far, its parameters if they are to be restored, and how long ago it was.</summary>
internal sealed class BestWeights(EarlyStopping? stopping)
{
    private AlignedBuffer? _parameters;
    private AlignedBuffer? _buffers;
    private float[] _startParameters = [];
    private float[] _startBuffers = [];
    private float _best = float.PositiveInfinity;
    private float _reference = float.PositiveInfinity;
    private int _waited;

    /// <summary>The best epoch, 0 before the first one.</summary>
    public int Epoch { get; private set; }

    /// <summary>Whether patience is exhausted.</summary>
    public bool ShouldStop => stopping is not null && _waited > stopping.Patience;

    /// <summary>Remembers what the network is before the first epoch, in case that training makes it worse and worse.</summary>
    public void Begin(INetwork network)
    {
        if (stopping is not { RestoreBest: true }) return;
        _startParameters = network.Parameters.ToArray();
        _startBuffers = network.Buffers.ToArray();
    }

    /// <summary>After a divergence: if the network was better before the first epoch than behind any, that is what is restored, and the best epoch is 0.</summary>
    public void CompareWithStart(INetwork network, Evaluation? validation)
    {
        if (_parameters is null || _buffers is null || validation is null) return;
        _startParameters.CopyTo(network.Parameters);
        _startBuffers.CopyTo(network.Buffers);
        if (Figure(float.NaN, validation.Run()) is var figure && figure >= _best) return;
        (_best, Epoch) = (figure, 0);
        Keep(network);
    }

    /// <summary>Judges an epoch; the network holds its (possibly averaged) parameters.</summary>
    public void Observe(int epoch, float trainLoss, EvaluationResult? validation, INetwork network)
    {
        var figure = Figure(trainLoss, validation);
        if (figure < _best)
        {
            (_best, Epoch) = (figure, epoch);
            if (stopping is { RestoreBest: true }) Keep(network);
        }

        if (figure < _reference - (stopping?.MinimumImprovement ?? 0)) (_reference, _waited) = (figure, 0);
        else if (_waited < int.MaxValue) _waited++;
    }

    /// <summary>Puts the best parameters back, if they were kept.</summary>
    public void Restore(INetwork network)
    {
        if (_parameters is null || _buffers is null) return;
        _parameters.Span.CopyTo(network.Parameters);
        _buffers.Span.CopyTo(network.Buffers);
    }

    // Both figures are turned so that lower is better. What is not finite is no figure: a loss that ran to −∞ is not the best one.
    private float Figure(float trainLoss, EvaluationResult? validation)
    {
        var figure = stopping?.Monitor == MonitoredFigure.Accuracy ? -(validation?.Accuracy ?? float.NegativeInfinity) : validation?.Loss ?? trainLoss;
        return float.IsFinite(figure) ? figure : float.PositiveInfinity;
    }

    private void Keep(INetwork network)
    {
        _parameters ??= new AlignedBuffer(network.Parameters.Length);
        _buffers ??= new AlignedBuffer(network.Buffers.Length);
        network.Parameters.CopyTo(_parameters.Span);
        network.Buffers.CopyTo(_buffers.Span);
    }
}
