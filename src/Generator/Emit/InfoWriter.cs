using System.Text;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Emit;

/// <summary>Writes the facts of a network as code: <c>Info</c>, <c>Layers</c>, parameter layouts and initialisers.</summary>
internal static class InfoWriter
{
    /// <summary>The property <c>Info</c>.</summary>
    public static string Write(ApiModel model, string indent)
    {
        var text = new StringBuilder();
        text.Append($"{indent}public static global::NetGen.NetworkInfo Info {{ get; }} = new()\n{indent}{{\n");
        var inner = indent + "    ";
        var (labels, values) = (model.LabelLength, model.ValueLength);
        text.Append($"{inner}Name = \"{model.Spec.Title}\", {(model.Time is { } time ? $"Steps = {time.Greatest}, " : "")}InputLength = {model.InputLength}, OutputLength = {model.OutputLength}, TargetLength = {(values == 0 ? labels : values)}, ");
        text.Append($"{(labels > 0 && values > 0 ? $"LabelLength = {labels}, " : "")}WorkspaceLength = {model.WorkspaceLength},\n");
        text.Append($"{inner}ParameterCount = {model.ParameterCount}, ParameterLength = {model.ParameterLength}, BufferLength = {model.BufferLength}, ForwardMacs = {model.Macs}, ForwardFlops = {model.Flops},\n");
        if (labels > 0) Table(text, "Labels", model.Training!.Labels.Select(Label), inner);
        Table(text, "Layers", model.Layers.Select(Layer), inner);
        Table(text, "Parameters", model.Parameters.Select(Parameter), inner);
        Table(text, "Buffers", model.Buffers.Select(Parameter), inner);
        if (model.Streams && model.Forward.Carried.Count > 0) Table(text, "States", States(model), inner);
        return text.Append($"{indent}}};\n").ToString();
    }

    public static string Layers(ApiModel model, string indent)
    {
        var text = new StringBuilder();
        text.Append($"{indent}/// <summary>The layers by name.</summary>\n{indent}public static class Layers\n{indent}{{\n");
        var names = LayerNames.Of(model.Layers.Select(l => l.Name));
        for (var i = 0; i < model.Layers.Count; i++)
        {
            var layer = model.Layers[i];
            text.Append($"{indent}    /// <summary>{layer.Kind}, output {layer.OutputText}, {LayerTable.Number(layer.Parameters)} parameters.</summary>\n");
            text.Append($"{indent}    public static global::NetGen.LayerInfo {names[i]} => {model.Spec.Type}.Info.Layers[{i}];\n");
        }

        return text.Append($"{indent}}}\n").ToString();
    }

    private static void Table(StringBuilder text, string name, IEnumerable<string> rows, string indent)
    {
        string[] all = [.. rows];
        text.Append(all.Length switch
        {
            0 => $"{indent}{name} = [],\n",
            1 => $"{indent}{name} = [{all[0]}],\n",
            _ => $"{indent}{name} =\n{indent}[\n{string.Concat(all.Select(row => $"{indent}    {row},\n"))}{indent}],\n",
        });
    }

    private static string Label(TargetSlot slot) =>
        $"new(\"{slot.Loss}\", {slot.Offset}, {slot.Length}, {slot.Target.Classes}, {(slot.Target.Ignored is { } ignored ? Schedule.Index.Text(ignored) : "null")}, {Schedule.Index.Text(slot.Scores)})";

    private static string Layer(LayerCost layer) =>
        $"new(\"{layer.Name}\", \"{layer.Kind}\", [{string.Join(", ", layer.OutputShape)}], {layer.Parameters}, {layer.Macs}, {layer.Flops}, {layer.ActivationBytes}, [{string.Join(", ", layer.ReceptiveField)}]){(layer.IsOfSequences ? " { IsOfSequences = true }" : "")}";

    private static string Parameter(ParameterPlace place) =>
        $"new(\"{place.Node.Name}\", \"{place.Node.Layer}\", {place.Offset}, new([{string.Join(", ", place.Node.CanonicalShape)}], [{string.Join(", ", Digits(place))}], {place.Layout.Length}), {Initializer(place.Node.Initial)}){Aliases(place.Node)}";

    /// <summary>What a stream carries, one behind the other.</summary>
    private static IEnumerable<string> States(ApiModel model)
    {
        var offset = 0;
        foreach (var (state, _) in model.Forward.Carried)
        {
            var layout = model.Forward.Plan.Graph[state];
            yield return Parameter(new(new(state.Name, state.Shape, InitialValues.Zeros, trained: false) { Layer = state.Layer }, layout, offset));
            offset += layout.Length;
        }
    }

    private static string Aliases(ParameterNode node) =>
        node.Aliases.Count == 0 ? "" : $" {{ Aliases = [{string.Join(", ", node.Aliases.Select(alias => $"\"{alias}\""))}] }}";

    /// <summary>The digits of an element's address in terms of the canonical shape, of which the graph's shape may be a finer view.</summary>
    private static IEnumerable<string> Digits(ParameterPlace place)
    {
        var node = place.Node;
        var axis = node.Rank - 1;
        for (var canonical = node.CanonicalShape.Length - 1; canonical >= 0; canonical--)
        {
            var divisor = 1;
            while (axis >= 0 && divisor < node.CanonicalShape[canonical] || (axis >= 0 && divisor == 1 && node.Shape[axis] == 1))
            {
                var a = place.Layout.Axes[axis];
                if (a.IsBlocked)
                {
                    // Below another digit of the same canonical axis, the blocks start anew with each of its values.
                    var modulus = divisor * a.Extent < node.CanonicalShape[canonical] ? divisor * a.Extent : 0;
                    yield return Digit(canonical, divisor, Math.Min(Layout.Lanes, a.Extent), a.Stride, modulus);
                    if (a.Blocks > 1) yield return Digit(canonical, divisor * Layout.Lanes, a.Blocks, a.BlockStride, modulus);
                }
                else
                {
                    yield return Digit(canonical, divisor, a.Extent, a.Stride);
                }

                divisor *= a.Extent;
                axis--;
                if (divisor >= node.CanonicalShape[canonical]) break;
            }
        }
    }

    private static string Digit(int axis, int divisor, int extent, int stride, int modulus = 0) =>
        $"new({axis}, {divisor}, {extent}, {stride}{(modulus == 0 ? "" : $", {modulus}")})";

    private static string Initializer(InitialValues initial) =>
        $"new global::NetGen.Training.{initial.Kind}Initializer({string.Join(", ", initial.Arguments.Select(a => initial.AreWhole ? Schedule.Index.Text((long)a) : KernelWriter.Literal(a)))})";
}
