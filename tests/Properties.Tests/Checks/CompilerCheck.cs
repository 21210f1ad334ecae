using NetGen.Generator;
using NetGen.Generator.Graph;
using NetGen.Generator.Passes;
using NetGen.Properties.Networks;
using NetGen.Testing;

namespace NetGen.Properties.Checks;

/// <summary>
/// What can be said of a network without compiling the emitted code: it is accepted without a warning, has the shapes it should have, computes the same
/// after all passes, keeps tensors apart in memory, and can be emitted for every instruction set.
/// </summary>
internal static class CompilerCheck
{
    /// <summary>What is wrong, or null.</summary>
    public static string? Failure(Genome genome)
    {
        var network = RandomNetwork.Of(genome);
        var reference = Reference.Of(network, "Sample");
        foreach (var layer in reference.Inference.Layers)
            if (!layer.Node.Shape.SequenceEqual(network.Shapes[layer.Name])) return $"{layer.Name} yields [{string.Join(", ", layer.Node.Shape)}] instead of [{string.Join(", ", network.Shapes[layer.Name])}]";

        var exact = reference.Run();
        var compiled = NetworkCompiler.Compile(network.Specification("Sample"));
        if (compiled.Problems.FirstOrDefault(p => p.Id != "NG0900") is { } problem) return $"{problem.Id}: {string.Join(" ", problem.Arguments)}";
        if (compiled.Files.Count != 5) return $"{compiled.Files.Count} files were emitted";

        var layouts = new Dictionary<string, Layout>(StringComparer.Ordinal);
        var strict = network.Specification("Sample").Options.Strict;
        var forward = NetworkCompiler.LayOut(Copy(reference.Inference.Graph), layouts, r => r.Kind == ResultKind.Output, winograd: !strict);
        var gradient = NetworkCompiler.LayOut(Copy(reference.Training.Graph), layouts, r => r.Kind != ResultKind.Output);
        if (MemoryCheck.Failure(forward, layouts) is { } overlap) return $"forward: {overlap}";
        if (MemoryCheck.Failure(gradient, layouts) is { } clash) return $"gradient: {clash}";

        // In double precision passes may change the last digits only; where those decide the result there is nothing to compare.
        if (exact.Values.Any(v => v.Any(e => !double.IsFinite(e))) || reference.Tolerances(exact, runs: 1) is not { } tolerances) return null;
        return Agreement.Difference(exact, reference.Run(forward.Graph, gradient.Graph), name => 1e-4 * tolerances[name]);
    }

    private static TensorGraph Copy(TensorGraph graph) => graph.Rewrite((_, node, inputs) => TensorGraph.Copy(node, inputs));
}
