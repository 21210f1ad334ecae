using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>Remembers the best epoch so far, its parameters if they are to be restored, and how long ago it was.</summary>
internal sealed class BestWeights(EarlyStopping? stopping)
{
    private AlignedBuffer? _parameters;
    private AlignedBuffer? _buffers;
    private float _best = float.PositiveInfinity;
    private float _reference = float.PositiveInfinity;
    private int _waited;

    /// <summary>The best epoch, 0 before the first one.</summary>
    public int Epoch { get; private set; }

    /// <summary>Whether patience is exhausted.</summary>
    public bool ShouldStop => stopping is not null && _waited > stopping.Patience;

    /// <summary>Judges an epoch; the network holds its (possibly averaged) parameters.</summary>
    public void Observe(int epoch, float trainLoss, EvaluationResult? validation, INetwork network)
    {
        // Both figures are turned so that lower is better. What is not finite is no figure: a loss that ran to −∞ is not the best one.
        var figure = stopping?.Monitor == MonitoredFigure.Accuracy
            ? -(validation?.Accuracy ?? float.NegativeInfinity)
            : validation?.Loss ?? trainLoss;
        if (!float.IsFinite(figure)) figure = float.PositiveInfinity;
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

    private void Keep(INetwork network)
    {
        _parameters ??= new AlignedBuffer(network.Parameters.Length);
        _buffers ??= new AlignedBuffer(network.Buffers.Length);
        network.Parameters.CopyTo(_parameters.Span);
        network.Buffers.CopyTo(_buffers.Span);
    }
}
