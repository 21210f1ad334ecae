using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Support;

namespace NetGen.Generator.Frontend;

/// <summary>What the steps of parsing one declaration share; it does not outlive them.</summary>
internal sealed class ParseContext(Compilation compilation, CancellationToken cancellation)
{
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];
    private readonly List<Finding> _findings = [];

    public CancellationToken Cancellation { get; } = cancellation;

    public Compilation Compilation { get; } = compilation;

    /// <summary>
    /// Whether the C# compiler reports an error in this declaration. Then nothing is emitted and nothing is said: half of a declaration would
    /// only add confusing messages about the other half.
    /// </summary>
    public bool IsBroken { get; set; }

    public bool HasErrors => IsBroken || _findings.Any(finding => Diagnostics.Catalogue.IsError(finding.Id));

    /// <summary>The findings, each once: the copies of a block repeat theirs.</summary>
    public EquatableArray<Finding> Findings => _findings.Distinct().ToEquatableArray();

    public void Report(Finding finding) => _findings.Add(finding);

    public void Report(string id, Places places, params string[] arguments) =>
        _findings.Add(new Finding(id, places.All, arguments.ToEquatableArray()));

    public SemanticModel ModelOf(SyntaxTree tree)
    {
        if (!_models.TryGetValue(tree, out var model)) _models.Add(tree, model = Compilation.GetSemanticModel(tree));
        return model;
    }

    public bool Contains(SyntaxTree tree) => Compilation.ContainsSyntaxTree(tree);
}

/// <summary>Where an element comes from: its attribute, or the block's use in the network and then inwards to the attribute in the block.</summary>
internal readonly record struct Places(EquatableArray<SourceLocation> All)
{
    public static Places None => default;

    public Places Within(AttributeSyntax attribute) => new(All.Append(SourceLocation.Of(attribute)).ToEquatableArray());
}
