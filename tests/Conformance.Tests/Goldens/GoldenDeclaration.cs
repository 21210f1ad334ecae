using NetGen.Testing;

namespace NetGen.Conformance.Goldens;

/// <summary>A golden case as a network declaration.</summary>
/// <param name="Sources">The values the layers start from.</param>
/// <param name="Layers">The layers, as attributes; the one that yields <c>out.y</c> is called <see cref="Output"/>.</param>
internal sealed record GoldenDeclaration(IReadOnlyList<GoldenSource> Sources, params IReadOnlyList<AttributeText> Layers)
{
    private const string Namespace = "Golden";

    /// <summary>The layer that yields the expected output.</summary>
    public const string Output = "op";

    /// <summary>The name of a trained tensor of the network by that of the case's <c>param.*</c>.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The name of a buffer by that of the <c>in.*</c> that fills it; <c>state.*_after</c> is its value after a training step.</summary>
    public IReadOnlyDictionary<string, string> Buffers { get; init; } = new Dictionary<string, string>();

    /// <summary>The loss under test, or null where the case has an upstream gradient instead.</summary>
    public AttributeText? Loss { get; init; }

    /// <summary>The loss's targets, sample after sample.</summary>
    public double[] LossTargets { get; init; } = [];

    /// <summary>Whether the expected output is that of training (statistics of the batch).</summary>
    public bool Training { get; init; }

    /// <summary>Whether the expected gradient is that of inference mode, which no network computes: it is checked on the graph alone.</summary>
    public bool GradientOfInference { get; init; }

    /// <summary>Whether the case is a whole network with its loss, trained for some steps.</summary>
    public bool IsTrained { get; init; }

    /// <summary>The words it needs.</summary>
    public IEnumerable<string> Kinds => Layers.Append(Loss).OfType<AttributeText>().Select(l => l.Kind);

    /// <summary>The instruction sets that can be run here; compiling the others would only take time.</summary>
    private static string Targets => $"Targets = {string.Join(" | ", InstructionSet.Here.Select(i => $"Targets.{i.Name}"))}";

    public int Batch => Sources.Where(s => s.Kind != SourceKind.Shared).Select(s => s.Values.Length / s.Length).FirstOrDefault(1);

    /// <summary>The networks to compile.</summary>
    public IEnumerable<DeclaredNetwork> Networks(GoldenFile golden)
    {
        if (Loss is null || IsTrained) yield return new(ForwardName(golden), ForwardSource(golden));
        if (!IsTrained) yield return new(GradientName(golden), GradientSource(golden));
    }

    public static string ForwardName(GoldenFile golden) => $"{Namespace}.{ClassName(golden)}";

    public static string GradientName(GoldenFile golden) => $"{ForwardName(golden)}Gradient";

    private static string ClassName(GoldenFile golden) => char.ToUpperInvariant(golden.Stem[0]) + golden.Stem[1..];

    /// <summary>The layers over the network's inputs: the forward side alone, or a network that is trained.</summary>
    private string ForwardSource(GoldenFile golden)
    {
        var inputs = Sources.Select(s => Attribute(new AttributeText("Input").Args(s.Shape).With("Name", s.Name))).ToList();
        return IsTrained
            ? Declare(ClassName(golden), $"[Network({Targets})]", inputs, [Attribute(Loss!)])
            : Declare(ClassName(golden), $"[Network(Training = TrainingMode.Off, {Targets})]", inputs, []);
    }

    /// <summary>
    /// The training side; sources with a gradient are parameters. The input is the one-hot number of the sample (1 for shared sources), and a
    /// dense layer without bias picks its row, so that the dense layer's gradient is the source's, exact to the bit and sample by sample.
    /// </summary>
    private string GradientSource(GoldenFile golden)
    {
        var sources = new List<string>();
        if (Sources.Any(s => s.Kind == SourceKind.Samples)) sources.Add(Attribute(new AttributeText("Input").Args(Batch).With("Name", "sample")));
        if (Sources.Any(s => s.Kind == SourceKind.Shared)) sources.Add(Attribute(new AttributeText("Input").Args(1).With("Name", "one")));
        foreach (var source in Sources.Where(s => s.Kind == SourceKind.Data)) sources.Add(Attribute(new AttributeText("Input").Args(source.Shape).With("Name", source.Name)));
        foreach (var source in Sources.Where(s => s.Kind != SourceKind.Data))
        {
            var from = source.Kind == SourceKind.Samples ? "sample" : "one";
            var rows = new AttributeText("Dense").Args(source.Length).With("Bias", false).With("Name", RowsOf(source)).With("From", from);
            sources.Add(Attribute(rows, new AttributeText("Reshape").Args(source.Shape).With("Name", source.Name)));
        }

        var loss = Loss ?? new AttributeText("InnerProductLoss").WithEnum(Reduction.Sum);
        return Declare($"{ClassName(golden)}Gradient", $"[Network({Targets})]", sources, [Attribute(loss)]);
    }

    /// <summary>The dense layer whose weights are the values of a source.</summary>
    public static string RowsOf(GoldenSource source) => $"{source.Name}_rows";

    private string Declare(string name, string network, IReadOnlyList<string> sources, IReadOnlyList<string> losses)
    {
        string[] lines = ["using NetGen;", "", $"namespace {Namespace};", "", network, .. sources, .. Layers.Select(l => Attribute(l)), .. losses, $"public sealed partial class {name};", ""];
        return string.Join("\n", lines);
    }

    private static string Attribute(params AttributeText[] attributes) => $"[{string.Join(", ", attributes.Select(a => a.ToString()))}]";
}
