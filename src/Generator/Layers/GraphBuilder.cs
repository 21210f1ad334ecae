// Input: a declaration. Output: its graph in one mode, or problems. Invariant: both modes create the same parameters in the same order.
using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>Lowers a declaration, element by element.</summary>
internal sealed class GraphBuilder
{
    public const long MaximumElements = int.MaxValue / 4;

    private readonly NetworkSpec _spec;
    private readonly GraphMode _mode;
    private readonly List<Problem> _problems;
    private readonly TensorGraph _graph = new();
    private readonly Dictionary<string, Node> _byName = new(StringComparer.Ordinal);
    private readonly List<BuiltLayer> _layers = [];
    private readonly ISet<(int Position, string Argument)> _looked;
    private int _inputLength;

    private GraphBuilder(NetworkSpec spec, GraphMode mode, List<Problem> problems, ISet<(int Position, string Argument)> looked)
    {
        _looked = looked;
        _spec = spec;
        _mode = mode;
        _problems = problems;
    }

    /// <summary>The graph of the declaration, or null when <paramref name="problems"/> has grown by an error.</summary>
    /// <param name="spec">The declaration.</param>
    /// <param name="mode">Training or inference.</param>
    /// <param name="withLoss">Whether to append the losses.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <param name="looked">Receives the arguments that were looked at, by the position of their attribute.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static BuiltNetwork? Build(
        NetworkSpec spec, GraphMode mode, bool withLoss, List<Problem> problems, ISet<(int Position, string Argument)>? looked = null, CancellationToken cancellation = default) =>
        new GraphBuilder(spec, mode, problems, looked ?? new HashSet<(int, string)>()).Build(withLoss, cancellation);

    private BuiltNetwork? Build(bool withLoss, CancellationToken cancellation)
    {
        Node? last = null;
        foreach (var element in _spec.Elements)
        {
            cancellation.ThrowIfCancellationRequested();
            if (element.Role == ElementRole.Input) last = AddInput(element);
            else if (element.Role == ElementRole.Layer) last = AddLayer(element, last);
            else continue;
            if (last is null) return null;
        }

        if (last is null) return null;
        if (Outputs(last) is not { } outputs) return null;
        foreach (var (name, node) in outputs) _graph.Results.Add(new(ResultKind.Output, name, node));
        var built = new BuiltNetwork(_graph, _layers, outputs, [], null, []);
        return withLoss ? LossBuilder.AddTo(built, _spec, _mode, Find, _problems, _looked) : built;
    }

    /// <summary>What to do where a sequence cannot be taken: recurrent layers take no other input.</summary>
    public static string Remedy(TensorGraph graph) => graph.Nodes.Any(n => n is DelayNode)
        ? "use a layer that takes each step by itself, or take one value of the whole sequence with LastOnly"
        : "give the input a fixed number of steps, as in [Input(steps, features)]";

    private Node? AddInput(ElementSpec element)
    {
        var name = element.Name ?? "input";
        int[] shape = [.. (element.Arguments.FirstOrDefault(a => a.Name == "Shape")?.Value.Numbers ?? default).Select(v => (int)v)];
        var count = shape.Aggregate(1L, (product, extent) => extent > 0 && product < MaximumElements ? product * extent : extent > 0 ? MaximumElements + 1 : 0);
        if (shape.Length == 0 || count == 0) return Fail(element, "NG0105", $"Input({string.Join(", ", shape)}) needs extents of at least 1");
        if (count > MaximumElements) return Fail(element, "NG0106", $"Input({string.Join(", ", shape)}) has more than {MaximumElements} elements");
        if (Time(element, shape) is not { } extents) return null;
        _graph.CurrentLayer = "";
        var node = _graph.Add(new InputNode(name, extents, isTarget: false, _inputLength));
        _inputLength += (int)count;
        _byName[name] = node;
        return node;
    }

    /// <summary>The shape with the time axis in front where the input is a sequence; null after a problem.</summary>
    private Extents? Time(ElementSpec element, int[] shape)
    {
        var text = $"Input({string.Join(", ", shape)})";
        var given = element.Arguments.FirstOrDefault(a => a.Name == "Steps")?.Value.Number;
        if (given is { } steps && steps is not (>= 1 and <= int.MaxValue))
        {
            Fail(element, "NG0105", $"{text}: Steps is {LayerContext.Format(steps)}, but must be at least 1");
            return null;
        }

        if (given is not null && _spec.Elements.Count(e => e.Role == ElementRole.Input) > 1)
        {
            Fail(element, "NG0112", $"{_spec.Title} has several inputs, and this one is a sequence; a network of sequences has one input, so join the features of a step in it");
            return null;
        }

        return given is null ? shape : [NamedAxis.Time((int)given), .. shape];
    }

    private Node? AddLayer(ElementSpec element, Node? last)
    {
        if (!Catalogue.Layers.TryGetValue(element.Kind, out var definition))
            return Fail(element, "NG0011", element.Kind);
        var source = element.From is null ? last : Find(element, element.From);
        if (source is null) return null;
        var sources = new List<Node> { source };
        foreach (var other in element.Arguments.Where(a => a.Name == "Others").SelectMany(Names))
        {
            if (Find(element, other) is not { } found) return null;
            sources.Add(found);
        }

        var name = element.Name ?? $"{element.Kind.ToLowerInvariant()}{_layers.Count(l => l.Kind == element.Kind) + 1}";
        _graph.CurrentLayer = name;
        var context = new LayerContext(_graph, element, name, _mode, sources, _problems) { Earlier = _layers, Looked = _looked };
        var node = Built(definition, context);
        if (node is null || context.Failed) return null;
        if (node.Extents.Elements > MaximumElements)
            return Fail(element, "NG0106", $"{context.Text} yields [{node.Extents}], {node.Extents.Elements} elements; at most {MaximumElements} are supported");
        var parameters = _graph.Nodes.OfType<ParameterNode>().Sum(p => p.ElementCount);
        if (parameters > MaximumElements) return Fail(element, "NG0106", $"{context.Text} brings the network to {parameters} parameters; at most {MaximumElements} are supported");
        _layers.Add(new(name, element.Kind, element.Position, node, context.Owner ?? name));
        _byName[name] = node;
        return node;
    }

    private static Node? Built(LayerDefinition definition, LayerContext context)
    {
        try
        {
            return definition.Build(context);
        }
        catch (NamedExtentException named)
        {
            context.RefuseNamed(named.Axis);
            return null;
        }
    }

    private List<(string Name, Node Node)>? Outputs(Node last)
    {
        var outputs = new List<(string Name, Node Node)>();
        foreach (var element in _spec.Elements.Where(e => e.Role == ElementRole.Output))
        {
            if (Find(element, element.From ?? "") is not { } node) return null;
            outputs.Add((element.Name ?? element.From!, node));
        }

        if (outputs.Count > 1 && outputs.FirstOrDefault(o => o.Node.Extents.Axes.Any()) is { Node: not null } sequence)
        {
            _problems.Add(new("NG0112", _spec.Elements.Last(e => e.Role == ElementRole.Output).Position, $"{_spec.Title} has several outputs, and \"{sequence.Name}\" is a sequence; a network of sequences has one output, so join the features of a step with [Concat(…, Axis = 1)]"));
            return null;
        }

        if (outputs.Count == 0) outputs.Add((_layers.Count > 0 ? _layers[_layers.Count - 1].Name : "input", last));
        return outputs;
    }

    private Node? Find(ElementSpec element, string name)
    {
        if (_byName.TryGetValue(name, out var node)) return node;
        _problems.Add(new("NG0007", element.Position, name, string.Join(", ", _byName.Keys.OrderBy(k => k, StringComparer.Ordinal))));
        return null;
    }

    private static IEnumerable<string> Names(Argument argument) => argument.Value.Kind == ConstantKind.Texts ? argument.Value.Texts : [argument.Value.Text];

    private Node? Fail(ElementSpec element, string id, string message)
    {
        _problems.Add(new(id, element.Position, message));
        return null;
    }
}
