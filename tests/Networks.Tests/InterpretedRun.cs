using System.Collections.Concurrent;
using NetGen.Generator.Layers;
using NetGen.Numerics;
using NetGen.Testing;

namespace NetGen.Networks;

/// <summary>One batch and what the interpreter makes of it, in double precision.</summary>
internal sealed record InterpretedRun(
    double[] Inputs, double[] Targets, IReadOnlyDictionary<string, double[]> State, double[] Outputs, double Evaluated, GradientResult? Gradient)
{
    /// <summary>Runs the interpreter on noise.</summary>
    public static InterpretedRun Of(InterpretedNetwork network, int batch)
    {
        var inputs = Noise.Values(11 + (ulong)batch, batch * network.InputLength, -1, 1);
        var targets = TargetsOf(network, batch);
        var state = StateOf(network);
        var outputs = network.Forward(batch, inputs, state);
        return network.HasLoss
            ? new(inputs, targets, state, outputs, network.Evaluate(batch, inputs, targets, state), network.Gradient(batch, inputs, targets, state))
            : new(inputs, targets, state, outputs, double.NaN, null);
    }

    /// <summary>
    /// Weights that keep the size of what flows through (He et al. 2015: variance 2/inputs, here uniform up to √(6/inputs)); normalisations near the
    /// identity, so that no rounding is enlarged behind a small divisor.
    /// </summary>
    private static Dictionary<string, double[]> StateOf(InterpretedNetwork network)
    {
        var state = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var (name, shape) in network.State)
        {
            var bound = shape.Length > 1 ? Math.Sqrt(6.0 / shape.Skip(1).Aggregate(1.0, (product, extent) => product * extent)) : 0.1;
            var isScale = shape.Length == 1 && (name.EndsWith("running_var", StringComparison.Ordinal) || name.EndsWith("weight", StringComparison.Ordinal));
            state[name] = Noise.Values(100 + (ulong)state.Count, shape.Aggregate(1, (product, extent) => product * extent), isScale ? 0.8 : -bound, isScale ? 1.25 : bound);
        }

        return state;
    }

    private static double[] TargetsOf(InterpretedNetwork network, int batch)
    {
        var targets = new double[batch * network.TargetLength];
        foreach (var slot in network.Targets)
        {
            var length = slot.Target.Length;
            var values = slot.Target.Kind == TargetKind.Labels ? Noise.Labels(12, batch * length, slot.Target.Classes) : Noise.Values(12, batch * length, 0, 1);
            for (var sample = 0; sample < batch; sample++) Array.Copy(values, sample * length, targets, (sample * network.TargetLength) + slot.Offset, length);
        }

        return targets;
    }
}

/// <summary>Runs of the networks of this project, kept for all instruction sets.</summary>
internal static class InterpretedRuns
{
    /// <summary>The units behind which the perceptron drops some: elements of a mask are numbered through the batch.</summary>
    private const int DroppedUnits = 256;

    private static readonly ConcurrentDictionary<string, InterpretedNetwork> Interpreted = new();
    private static readonly ConcurrentDictionary<(string Network, int Batch), InterpretedRun> Known = new();

    public static InterpretedRun Of(string network, int batch) => Known.GetOrAdd((network, batch), _ => InterpretedRun.Of(Interpreted.GetOrAdd(network, Interpret), batch));

    private static InterpretedNetwork Interpret(string network)
    {
        var file = network switch { "EmbeddingNetwork" => "SiameseNetwork", "YoloTraining" => "Yolo", _ => network };
        var spec = Declarations.Generate(Declarations.Of(file)).Specs.Single(s => s.FullName == $"NetGen.Networks.{network}");
        var interpreted = InterpretedNetwork.Of(spec);
        interpreted.Random = static (stream, sample, element) => LaneRandom.Uniform((uint)((sample * DroppedUnits) + element), 0, (uint)stream);
        return interpreted;
    }
}
