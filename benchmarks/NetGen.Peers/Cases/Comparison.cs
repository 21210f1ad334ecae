using NetGen.Peers.Declared;
using NetGen.Peers.Measuring;
using NetGen.Peers.Models;
using NetGen.Peers.OnnxRuntime;
using NetGen.Peers.Torch;

namespace NetGen.Peers.Cases;

/// <summary>
/// Measures one case: both sides get the same weights and the same inputs, must agree, and are then timed in interleaved rounds together
/// with the core's multiply-add peak.
/// </summary>
internal sealed class Comparison(Peers peers, Measure measure)
{
    private const int WeightSeed = 20;
    private const int DataSeed = 30;
    private const int ComparedSteps = 5;

    public Result Run(Case row)
    {
        var weights = Weights.Random(row.Model, WeightSeed);
        if (row.WeightBytes == 2) weights = weights.RoundedToBFloat16();
        try
        {
            if (row.Threads == 1) return OnTheseCores(row, weights);
            if (CorePinning.Usable < row.Threads) return new Result(row) { Skipped = $"not measured: {row.Threads} threads need {row.Threads} cores, and {CorePinning.Usable} may be used" };
            using var free = CorePinning.Release();
            return OnTheseCores(row, weights);
        }
        catch (Exception error) when (error is OnnxRuntimeException or TorchUnavailableException or InvalidDataException or ArgumentException or NotSupportedException)
        {
            // One broken side must not cost the other rows their figures.
            return new Result(row) { Failure = error.Message };
        }
    }

    private Result OnTheseCores(Case row, Weights weights) => row.Kind == CaseKind.Training ? Training(row, weights) : Inference(row, weights);

    private Result Inference(Case row, Weights weights)
    {
        using var ours = DeclaredNetworks.Find(row.Network)?.CreateInference(weights, row.Batch, row.Threads, out weights);
        using var peer = peers.CreateInference(row, weights);
        foreach (var side in new[] { ours, peer })
        {
            if (side is null) continue;
            var random = new Random(DataSeed);
            foreach (ref var value in side.Input) value = (2 * random.NextSingle()) - 1;
            side.Run(1);
        }

        Agreement? agreement = (ours, peer) switch
        {
            (null, _) => null,
            (_, null) => Agreement.Of(ours.Output, row.Model.Evaluate(ours.Input, weights)),
            _ => Agreement.Of(ours.Output, peer.Output),
        };
        return Timed(row, ours, peer, agreement);
    }

    private Result Training(Case row, Weights weights)
    {
        // Adam moves every weight by the whole rate in its first steps.
        var rate = row.Optimizer == OptimizerKind.Adam ? 0.001f : 0.05f;
        var problem = TrainingProblem.Random(row.Model, weights, row.Batch, DataSeed, rate) with { Optimizer = row.Optimizer, Threads = row.Threads };
        using var ours = DeclaredNetworks.Find(row.Network)?.CreateTraining(problem);
        // Its process is pinned to one core.
        using var peer = row.Threads > 1 ? null : peers.CreateTraining(problem);
        Agreement? agreement = (ours, peer) switch
        {
            (null, _) => null,
            // Without the peer only the start is known: the loss of the weights as they were given.
            (_, null) => Agreement.Of([(float)ours.Losses(1)[0]], [problem.CrossEntropy()]),
            _ => Agreement.Of(Array.ConvertAll(ours.Losses(ComparedSteps), loss => (float)loss), peer.Losses(ComparedSteps)),
        };
        return Timed(row, ours, peer, agreement);
    }

    private Result Timed(Case row, Contender? ours, Contender? peer, Agreement? agreement)
    {
        var result = new Result(row) { PeerName = peer?.Name };
        if (agreement is { Agrees: false } disagreement)
            return result with { Failure = $"the sides disagree: relative error {disagreement.RelativeError:G3}, more than {Agreement.Tolerance:G1}" };
        if (ours is null && peer is null) return result;

        using var peak = new FmaPeak(FmaPeak.WidestBits);
        var contenders = new[] { ours, peer, peak }.OfType<Contender>().ToArray();
        var times = measure.Interleave(contenders, row.Threads > 1);
        if (times is null) return result with { Skipped = $"not measured: its rounds would take longer than {measure.Limit.TotalSeconds:F0} s" };
        var peakFlops = peak.Flops / new Samples(times[^1]).Median;
        var ourTimes = ours is null ? null : times[0];
        var peerTimes = peer is null ? null : times[^2];
        result = result with { PeerSamples = peerTimes is null ? null : new Samples(peerTimes) };
        if (ourTimes is null) return result;

        var samples = new Samples(ourTimes);
        return result with
        {
            OurSamples = samples,
            RoundRatios = peerTimes is null ? null : new Samples(peerTimes.Zip(ourTimes, (theirs, mine) => theirs / mine)),
            PercentOfPeak = 100 * row.Flops / samples.Median / peakFlops,
            GigabytesPerSecond = row.BandwidthBound ? row.Bytes / samples.Median : null,
            Allocated = Measure.Allocated(ours!),
        };
    }
}
