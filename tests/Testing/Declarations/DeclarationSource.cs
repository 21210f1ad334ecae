using System.Globalization;
using System.Reflection;
using NetGen.Generator.Model;

namespace NetGen.Testing;

/// <summary>A declaration as a user would write it: attributes on a partial class.</summary>
internal static class DeclarationSource
{
    private static readonly string Targets = string.Join(" | ", InstructionSet.Here.Select(i => $"Targets.{i.Name}"));

    /// <summary>The declaration with its full name; for the instruction sets of this machine only.</summary>
    public static DeclaredNetwork Of(Declaration declaration, string name)
    {
        var attributes = declaration.Elements.Select(Attribute);
        return new($"NetGen.Samples.{name}", $"using NetGen;\nnamespace NetGen.Samples;\n\n[Network(Targets = {Targets})]\n{string.Join("\n", attributes)}\npublic sealed partial class {name};\n");
    }

    private static string Attribute(ElementSpec element)
    {
        var type = typeof(NetworkAttribute).Assembly.GetType($"NetGen.{element.Kind}Attribute", throwOnError: true)!;
        var parameters = type.GetConstructors().SelectMany(c => c.GetParameters()).ToList();
        List<string> positional = [], named = [];
        if (element.Name is not null) named.Add($"Name = \"{element.Name}\"");
        if (element.From is not null) named.Add($"{(element.Role == ElementRole.Loss ? "On" : "From")} = \"{element.From}\"");
        foreach (var argument in element.Arguments)
        {
            var parameter = parameters.FirstOrDefault(p => p.Name!.Equals(argument.Name, StringComparison.OrdinalIgnoreCase));
            if (parameter is not null) positional.Add($"{parameter.Name}: {Text(argument.Value, parameter.ParameterType)}");
            else named.Add($"{argument.Name} = {Text(argument.Value, PropertyOf(type, argument.Name).PropertyType)}");
        }

        return $"[{element.Kind}({string.Join(", ", positional.Concat(named))})]";
    }

    private static PropertyInfo PropertyOf(Type type, string name) =>
        type.GetProperty(name) ?? throw new ArgumentException($"{type.Name} has no {name}.", nameof(name));

    private static string Text(Constant value, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(bool)) return value.Number != 0 ? "true" : "false";
        if (type.IsEnum) return $"({type.FullName})({Number(value.Number, typeof(int))})";
        if (type == typeof(string)) return $"\"{value.Text}\"";
        if (type == typeof(string[])) return $"new string[] {{ {string.Join(", ", value.Texts.Select(t => $"\"{t}\""))} }}";
        if (!type.IsArray) return Number(value.Number, type);
        var element = type.GetElementType()!;
        IEnumerable<double> numbers = value.Kind == ConstantKind.Numbers ? value.Numbers : [value.Number];
        return $"new {(element == typeof(int) ? "int" : "float")}[] {{ {string.Join(", ", numbers.Select(n => Number(n, element)))} }}";
    }

    private static string Number(double value, Type type) => value.ToString("R", CultureInfo.InvariantCulture) + (type == typeof(float) ? "f" : "");
}
