using System.Globalization;
using NetGen.Generator.Model;

namespace NetGen.Generator.Tests.Frontend;

/// <summary>A declaration in one line per element, for assertions: <c>conv2d1 = Conv2D(input; Channels = 6, Kernel = [5])</c>.</summary>
internal static class SpecPrinter
{
    public static string Print(NetworkSpec spec) => string.Join('\n', spec.Elements.Select(Print));

    private static string Print(ElementSpec element)
    {
        var arguments = string.Join(", ", element.Arguments.Select(argument => $"{argument.Name} = {Print(argument.Value)}"));
        var head = element.Name is null ? element.Kind : $"{element.Name} = {element.Kind}";
        return $"{head}({string.Join("; ", new[] { element.From, arguments }.Where(part => !string.IsNullOrEmpty(part)))})";
    }

    private static string Print(Constant value) => value.Kind switch
    {
        ConstantKind.Number => Print(value.Number),
        ConstantKind.Boolean => value.Number != 0 ? "true" : "false",
        ConstantKind.Text => $"\"{value.Text}\"",
        ConstantKind.Numbers => $"[{string.Join(", ", value.Numbers.Select(Print))}]",
        _ => $"[{string.Join(", ", value.Texts.Select(text => $"\"{text}\""))}]",
    };

    private static string Print(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
