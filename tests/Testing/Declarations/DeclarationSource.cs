using System.Globalization;
using System.Reflection;
using NetGen.Generator.Model;

namespace NetGen.Testing;

/// <summary>A declaration as the C# a user would write.</summary>
internal static class DeclarationSource
{
    /// <summary>The source of a class <c>NetGen.Samples.name</c>.</summary>
    public static DeclaredNetwork Of(Declaration declaration, string name)
    {
        string[] lines = ["using NetGen;", "", "namespace NetGen.Samples;", "", "[Network]", .. declaration.Elements.Select(e => $"[{Attribute(e)}]"), $"public sealed partial class {name};", ""];
        return new($"NetGen.Samples.{name}", string.Join("\n", lines));
    }

    private static string Attribute(ElementSpec element)
    {
        var type = typeof(NetworkAttribute).Assembly.GetType($"NetGen.{element.Kind}Attribute", throwOnError: true)!;
        var parameters = type.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.Name!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var positional = new List<string>();
        var named = new List<string>();
        foreach (var argument in element.Arguments)
        {
            var value = Text(argument.Value, type.GetProperty(argument.Name)!.PropertyType);
            if (parameters.FirstOrDefault(p => p.Equals(argument.Name, StringComparison.OrdinalIgnoreCase)) is { } parameter) positional.Add($"{parameter}: {value}");
            else named.Add($"{argument.Name} = {value}");
        }

        if (element.Name is { } name) named.Add($"Name = \"{name}\"");
        if (element.From is { } from) named.Add($"{(element.Role == ElementRole.Loss ? "On" : "From")} = \"{from}\"");
        return positional.Count + named.Count == 0 ? element.Kind : $"{element.Kind}({string.Join(", ", positional.Concat(named))})";
    }

    private static string Text(Constant value, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return value.Kind switch
        {
            ConstantKind.Boolean => value.Number != 0 ? "true" : "false",
            ConstantKind.Text => $"\"{value.Text}\"",
            ConstantKind.Texts => $"new[] {{ {string.Join(", ", value.Texts.Select(t => $"\"{t}\""))} }}",
            ConstantKind.Numbers => $"new {type.GetElementType()!.Name.Replace("Single", "float").Replace("Int32", "int")}[] {{ {string.Join(", ", value.Numbers.Select(n => Number(n, type.GetElementType()!)))} }}",
            _ => Number(value.Number, type),
        };
    }

    private static string Number(double value, Type type)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return type.IsEnum ? $"({type.Name})({text})" : type == typeof(float) ? $"{text}f" : text;
    }
}
