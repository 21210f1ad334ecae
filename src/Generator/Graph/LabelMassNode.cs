namespace NetGen.Generator.Graph;

/// <summary>
/// Σ of the class weights of the labels of the whole batch, those left out that do not count: what a mean over labels divides by. It depends on
/// the caller's labels alone, so the caller's side computes it once a call, and a batch may still be taken in parts.
/// </summary>
/// <param name="labels">The labels.</param>
/// <param name="ignored">The label that does not count, or null.</param>
/// <param name="weights">One weight a class, or null where each label counts once.</param>
internal sealed class LabelMassNode(InputNode labels, int? ignored, double[]? weights) : Node([], [], labels)
{
    public InputNode Labels => (InputNode)Inputs[0];

    public int? Ignored { get; } = ignored;

    public IReadOnlyList<double>? Weights { get; } = weights;

    /// <summary>What one label adds.</summary>
    public double MassOf(int label) => label == Ignored ? 0 : Weights is null ? 1 : Weights[label];

    public override string Describe() =>
        $"label-mass %{Labels.Id}{(Ignored is { } label ? $" but {label}" : "")}{(Weights is null ? "" : $" by ({string.Join(", ", Weights.Take(8).Select(w => w.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}{(Weights.Count > 8 ? " …" : "")})")}";

    public override Node With(Node[] inputs) => new LabelMassNode((InputNode)inputs[0], Ignored, Weights?.ToArray());
}
