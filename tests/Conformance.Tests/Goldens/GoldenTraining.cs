using NetGen.Testing;
using NetGen.Training;

namespace NetGen.Conformance.Goldens;

/// <summary>Trains a golden network for the steps of its case, on whatever computes its gradients.</summary>
internal static class GoldenTraining
{
    /// <summary>The losses before each step, the gradient of the first, and the state after the last.</summary>
    public sealed record Outcome(double[] Losses, IReadOnlyDictionary<string, double[]> FirstGradients, IReadOnlyDictionary<string, double[]> State);

    public static Outcome Run(GoldenFile golden, GoldenDeclaration declaration, RunnableNetwork network, double[] inputs, Dictionary<string, double[]> state)
    {
        var optimizer = OptimizerOf(golden.Attributes);
        var losses = new double[golden.Attributes.Int("steps")];
        string[] names = [.. declaration.Parameters.Values];
        IReadOnlyDictionary<string, double[]>? first = null;
        for (var step = 0; step < losses.Length; step++)
        {
            var result = network.Gradient(declaration.Batch, inputs, declaration.LossTargets, state);
            losses[step] = result.Loss;
            first ??= result.Gradients;
            // One flat vector: an optimiser treats each element alike.
            float[] parameters = [.. names.SelectMany(n => state[n]).Select(v => (float)v)], gradient = [.. names.SelectMany(n => result.Gradients[n]).Select(v => (float)v)];
            optimizer.Step(parameters, gradient);
            var start = 0;
            foreach (var name in names)
            {
                var length = state[name].Length;
                state[name] = [.. parameters.AsSpan(start, length).ToArray().Select(v => (double)v)];
                start += length;
            }

            foreach (var (name, value) in result.Buffers) state[name] = value;
        }

        return new(losses, first!, state);
    }

    private static Optimizer OptimizerOf(GoldenAttributes attributes)
    {
        var given = attributes.Group("opt_args");
        float Number(string name, double otherwise) => (float)given.Number(name, otherwise);
        double[] betas = given.Has("betas") ? given.Numbers("betas") : [0.9, 0.999];
        return attributes.Text("optimizer") switch
        {
            "sgd" => new Sgd(Number("lr", 1e-3), Number("momentum", 0), Number("dampening", 0), given.Flag("nesterov"), Number("weight_decay", 0)),
            "adam" => new Adam(Number("lr", 1e-3), (float)betas[0], (float)betas[1], Number("eps", 1e-8), Number("weight_decay", 0), given.Flag("amsgrad")),
            "adamw" => new AdamW(Number("lr", 1e-3), (float)betas[0], (float)betas[1], Number("eps", 1e-8), Number("weight_decay", 0.01)),
            var other => throw new NotSupportedException($"The case trains with {other}."),
        };
    }
}
