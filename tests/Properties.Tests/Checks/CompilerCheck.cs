using NetGen.Generator;
using NetGen.Generator.Graph;
using NetGen.Generator.Passes;
using NetGen.Properties.Networks;
using NetGen.Testing;

namespace NetGen.Properties.Checks;

/// <summary>
/// What can be said of a network without compiling the emitted code: it is accepted without a warning, has the shapes it should have, its layers are what
/// they are by definition, its gradient is that of its loss, it computes the same after all passes, keeps tensors apart in memory, and can be emitted for
/// every instruction set.
/// </summary>
internal static class CompilerCheck
{
    /// <summary>What is wrong, or null.</summary>
    public static string? Failure(Genome genome)
    {
        var network = RandomNetwork.Of(genome);
        var reference = Reference.Of(network, "Sample");
        foreach (var layer in reference.Inference.Layers)
            if (!layer.Node.Shape.SequenceEqual(network.Shapes[layer.Name]))
                return $"{layer.Name} yields [{string.Join(", ", layer.Node.Shape)}] instead of [{string.Join(", ", network.Shapes[layer.Name])}]";

        if (OracleCheck.Failure(network, reference) is { } wrong) return wrong;
        var exact = reference.Run();
        var isFinite = exact.Values.All(v => v.All(e => double.IsFinite(e)));
        if (isFinite && DifferenceCheck.Failure(network, reference, exact) is { } slope) return slope;
        var compiled = NetworkCompiler.Compile(network.Specification("Sample"));
        if (compiled.Problems.FirstOrDefault(p => p.Id != "NG0900") is { } problem) return $"{problem.Id}: {string.Join(" ", problem.Arguments)}";
        if (compiled.Files.Count != 5) return $"{compiled.Files.Count} files were emitted";

        var layouts = new Dictionary<string, Layout>(StringComparer.Ordinal);
        var strict = network.Specification("Sample").Options.Strict;
        // As in the compiler, the direct forward pass decides where parameters stand.
        if (!strict) NetworkCompiler.LayOut(Copy(reference.Inference.Graph), layouts, r => r.Kind == ResultKind.Output);
        var forward = NetworkCompiler.LayOut(Copy(reference.Inference.Graph), layouts, r => r.Kind == ResultKind.Output, winograd: !strict);
        var gradient = NetworkCompiler.LayOut(Copy(reference.Training.Graph), layouts, r => r.Kind != ResultKind.Output);
        if (MemoryCheck.Failure(forward, layouts) is { } overlap) return $"forward: {overlap}";
        if (MemoryCheck.Failure(gradient, layouts) is { } clash) return $"gradient: {clash}";

        // In double precision passes may change the last digits only; where those decide the result there is nothing to compare.
        if (!isFinite) return null;
        exact.Remove("evaluated loss");
        var passed = reference.Run(forward.Graph, gradient.Graph);
        var tolerances = Reference.Tolerances(exact);
        if (Agreement.Difference(exact, passed, name => 1e-4 * tolerances[name]) is null) return null;
        return reference.Tolerances(exact, runs: 4) is { } wider ? Agreement.Difference(exact, passed, name => 1e-4 * wider[name]) : null;
    }

    private static TensorGraph Copy(TensorGraph graph) => graph.Rewrite((_, node, inputs) => TensorGraph.Copy(node, inputs));
}
