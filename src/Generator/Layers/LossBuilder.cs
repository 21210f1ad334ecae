// Input: a built declaration and its losses. Output: the same with the weighted sum of the losses as a result, and the seeds of its gradient.
// Invariant: a sample's targets are all labels (as floats) in the order of the losses, then all real values.
using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>Appends the losses to a graph.</summary>
internal sealed class LossBuilder
{
    private readonly BuiltNetwork _built;
    private readonly List<TargetSlot> _targets = [];
    private readonly List<(Node, Node)> _seeds = [];
    private Node? _total;

    private LossBuilder(BuiltNetwork built) => _built = built;

    /// <summary>The network with its losses, or null when <paramref name="problems"/> has grown by an error.</summary>
    /// <param name="built">The network without losses.</param>
    /// <param name="spec">Its declaration.</param>
    /// <param name="mode">Training or inference.</param>
    /// <param name="find">The value of this name, or null after a problem.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <param name="looked">Receives the arguments that were looked at.</param>
    public static BuiltNetwork? AddTo(
        BuiltNetwork built, NetworkSpec spec, GraphMode mode, Func<ElementSpec, string, Node?> find, List<Problem> problems, ISet<(int Position, string Argument)> looked)
    {
        var losses = new List<Loss>();
        foreach (var element in spec.Elements.Where(e => e.Role == ElementRole.Loss))
        {
            if (Open(built, element, mode, losses, find, problems, looked) is not { } loss) return null;
            losses.Add(loss);
        }

        var builder = new LossBuilder(built);
        builder.PlaceTargets(losses);
        foreach (var loss in losses)
            if (!builder.Add(loss)) return null;
        if (builder._total is not null) built.Graph.Results.Add(new(ResultKind.Loss, "loss", builder._total));
        return built with { Seeds = builder._seeds, Loss = builder._total, Targets = builder._targets };
    }

    private static Loss? Open(
        BuiltNetwork built, ElementSpec element, GraphMode mode, List<Loss> earlier, Func<ElementSpec, string, Node?> find, List<Problem> problems, ISet<(int Position, string Argument)> looked)
    {
        if (!Catalogue.Losses.TryGetValue(element.Kind, out var definition))
        {
            problems.Add(new("NG0011", element.Position, element.Kind));
            return null;
        }

        var sources = new List<Node>();
        if (element.From is null) sources.Add(built.Outputs[built.Outputs.Count - 1].Node);
        var others = element.Arguments.Where(a => a.Name == "Others")
            .SelectMany(a => a.Value.Kind == ConstantKind.Texts ? a.Value.Texts : (IEnumerable<string>)[a.Value.Text]);
        foreach (var name in element.From is null ? others : new[] { element.From }.Concat(others))
        {
            if (find(element, name) is not { } source) return null;
            sources.Add(source);
        }

        var lossName = $"{element.Kind.ToLowerInvariant()}{earlier.Count(l => l.Context.Kind == element.Kind) + 1}";
        var context = new LossContext(built.Graph, element, lossName, mode, sources, problems) { Looked = looked };
        return Checked(context, () => definition.Target(context)) is { } target && !context.Failed ? new(definition, context, target) : null;
    }

    /// <summary>What a definition makes of a loss; null after a problem.</summary>
    private static T? Checked<T>(LossContext context, Func<T?> part)
        where T : class
    {
        try
        {
            return part();
        }
        catch (NamedExtentException named)
        {
            context.RefuseNamed(named.Axis);
            return null;
        }
    }

    private void PlaceTargets(List<Loss> losses)
    {
        var offset = 0;
        foreach (var kind in new[] { TargetKind.Labels, TargetKind.Values })
        {
            foreach (var loss in losses.Where(l => l.Target.Kind == kind))
            {
                _built.Graph.CurrentLayer = loss.Context.Name;
                loss.Context.Target = _built.Graph.Add(new InputNode("target", loss.Target.Shape, isTarget: true, offset));
                _targets.Add(new(loss.Context.Name, loss.Target, offset, ScoresOf(loss)));
                offset = checked(offset + loss.Target.Length);
            }
        }
    }

    /// <summary>
    /// Where the scores of a loss's classes stand in a sample's outputs. A loss may judge a value before the output; one output of the same shape then
    /// has, behind an activation, the same order.
    /// </summary>
    private int ScoresOf(Loss loss)
    {
        if (loss.Definition is not LabelLoss || loss.Target.Kind != TargetKind.Labels) return -1;
        var offset = 0;
        foreach (var (_, node) in _built.Outputs)
        {
            if (node == loss.Context.X) return offset;
            offset += (int)node.Extents.Elements;
        }

        return _built.Outputs.Count == 1 && _built.Outputs[0].Node.Extents.Equals(loss.Context.X.Extents) ? 0 : -1;
    }

    private bool Add(Loss loss)
    {
        var c = loss.Context;
        c.Graph.CurrentLayer = c.Name;
        if (Checked(c, () => loss.Definition.Build(c)) is not { } nodes || c.Failed) return false;
        var weight = c.Number("Weight", 1);
        Node weighted(Node node) => weight.Equals(1.0) ? node : c.Map(node, x => x * weight);
        var value = weighted(nodes.Value);
        if (nodes.Gradient is { } gradient) _seeds.Add((c.X, weighted(gradient)));
        else _seeds.Add((value, c.Map(Expr.One, [])));
        _total = _total is null ? value : c.Map(Expr.Input(0) + Expr.Input(1), [], Operand.Same(_total), Operand.Same(value));
        return true;
    }

    private sealed record Loss(LossDefinition Definition, LossContext Context, LossTarget Target);
}
