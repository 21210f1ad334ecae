using NetGen.Generator.Graph;
using NetGen.Testing;

namespace NetGen.Conformance.Graph;

/// <summary>The value of an expression of plain numbers, by the interpreter.</summary>
internal static class ScalarEvaluation
{
    public static double At(Expr expression, params double[] inputs)
    {
        var graph = new TensorGraph();
        Operand[] operands = [.. inputs.Select((_, i) => Operand.Same(graph.Add(new ParameterNode($"{i}", [], InitialValues.Zeros, trained: true))))];
        graph.Results.Add(new(ResultKind.Loss, "value", graph.Add(new MapNode(expression, [], operands))));
        return Interpreter.Run(graph, new Feed(1, [], [], inputs.Select((x, i) => (x, i)).ToDictionary(p => $"{p.i}", p => new[] { p.x }))).Loss;
    }
}
