using System.Text;
using NetGen.Generator.Graph;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Emit;

/// <summary>Writes the facts of a network as code: <c>Info</c>, <c>Layers</c>, parameter layouts and initialisers.</summary>
internal static class InfoWriter
{
    public static string Write(ApiModel model, string indent)
    {
        var text = new StringBuilder();
        text.Append($"{indent}/// <summary>The network's facts, built at the first use.</summary>\n");
        text.Append($"{indent}private static class Facts\n{indent}{{\n");
        text.Append($"{indent}    public static readonly global::NetGen.NetworkInfo Info = new()\n{indent}    {{\n");
        var inner = indent + "        ";
        text.Append($"{inner}Name = \"{model.Spec.Title}\",\n");
        if (model.Time is not null) text.Append($"{inner}Steps = {model.Spec.Type}.Steps,\n");
        foreach (var fact in new[] { "InputLength", "OutputLength", "TargetLength", "ParameterCount", "ParameterLength", "BufferLength", "ForwardMacs", "ForwardFlops", "WorkspaceLength" })
            text.Append($"{inner}{fact} = {model.Spec.Type}.{fact},\n");
        if (model.Training is { LabelLength: > 0, ValueLength: > 0 }) text.Append($"{inner}LabelLength = {model.Spec.Type}.LabelLength,\n");
        if (model.Training is { LabelLength: > 0 } training)
        {
            text.Append($"{inner}Labels =\n{inner}[\n");
            foreach (var slot in training.Labels)
                text.Append($"{inner}    new(\"{slot.Loss}\", {slot.Offset}, {slot.Length}, {slot.Target.Classes}, {(slot.Target.Ignored is { } ignored ? Schedule.Index.Text(ignored) : "null")}, {Schedule.Index.Text(slot.Scores)}),\n");
            text.Append($"{inner}],\n");
        }

        text.Append($"{inner}Layers =\n{inner}[\n");
        foreach (var layer in model.Layers)
        {
            text.Append($"{inner}    new(\"{layer.Name}\", \"{layer.Kind}\", [{string.Join(", ", layer.OutputShape)}], {layer.Parameters}, {layer.Macs}, {layer.Flops}, {layer.ActivationBytes}, [{string.Join(", ", layer.ReceptiveField)}]),\n");
        }

        text.Append($"{inner}],\n");
        Parameters(text, "Parameters", model.Parameters, inner);
        Parameters(text, "Buffers", model.Buffers, inner);
        text.Append($"{indent}    }};\n{indent}}}\n");
        return text.ToString();
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
            text.Append($"{indent}    public static global::NetGen.LayerInfo {names[i]} => {model.Spec.Type}.Facts.Info.Layers[{i}];\n");
        }

        return text.Append($"{indent}}}\n").ToString();
    }

    private static void Parameters(StringBuilder text, string name, IReadOnlyList<ParameterPlace> places, string indent)
    {
        text.Append($"{indent}{name} =\n{indent}[\n");
        foreach (var place in places)
        {
            var node = place.Node;
            text.Append($"{indent}    new(\"{node.Name}\", \"{node.Layer}\", {place.Offset}, new([{string.Join(", ", node.CanonicalShape)}], [{string.Join(", ", Digits(place))}], {place.Layout.Length}), {Initializer(node.Initial)}){Aliases(node)},\n");
        }

        text.Append($"{indent}],\n");
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
