using System.Globalization;
using System.Reflection;
using NetGen.Generator.Model;

namespace NetGen.Testing;

/// <summary>A declaration as the C# a user would write: constructor parameters by position, everything else by name.</summary>
internal static class DeclarationSource
{
    /// <summary>Every network is emitted for the instruction sets of this machine only: compiling the others would take time for nothing.</summary>
    private static readonly string Targets = string.Join(" | ", InstructionSet.Here.Select(i => $"Targets.{i.Name}"));

    /// <summary>The source of a class <c>NetGen.Samples.name</c>.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="name">The class's name.</param>
    /// <param name="targets">The instruction sets, or null for those of this machine.</param>
    /// <param name="options">Further arguments of <c>[Network]</c>.</param>
    public static DeclaredNetwork Of(Declaration declaration, string name, string? targets = null, string options = "")
    {
        var lines = declaration.Elements.Select(e => $"[{Attribute(e)}]");
        var network = $"[Network(Targets = {targets ?? Targets}{(options.Length > 0 ? ", " : "")}{options})]";
        return new(
            $"NetGen.Samples.{name}",
            string.Join("\n", ["using NetGen;", "", "namespace NetGen.Samples;", "", network, .. lines, $"public sealed partial class {name};", ""]));
    }

    private static string Attribute(ElementSpec element)
    {
        var type = typeof(NetworkAttribute).Assembly.GetType($"NetGen.{element.Kind}Attribute", throwOnError: true)!;
        var arguments = element.Arguments.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal);
        if (element.Name is not null) arguments["Name"] = Constant.Of(element.Name);
        if (element.From is not null) arguments[element.Role == ElementRole.Loss ? "On" : "From"] = Constant.Of(element.From);

        var positional = new List<string>();
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        foreach (var parameter in constructor.GetParameters())
        {
            var name = char.ToUpperInvariant(parameter.Name![0]) + parameter.Name[1..];
            if (!arguments.Remove(name, out var value)) continue;
            // A params array is written without brackets, as users do.
            var isParams = parameter.GetCustomAttribute<ParamArrayAttribute>() is not null;
            positional.Add(isParams ? string.Join(", ", Elements(value, parameter.ParameterType.GetElementType()!)) : Value(value, parameter.ParameterType));
        }

        var named = arguments.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key} = {Value(a.Value, TypeOf(type, a.Key))}");
        var all = positional.Where(p => p.Length > 0).Concat(named).ToList();
        return all.Count == 0 ? element.Kind : $"{element.Kind}({string.Join(", ", all)})";
    }

    private static Type TypeOf(Type attribute, string property) =>
        attribute.GetProperty(property)?.PropertyType ?? throw new ArgumentException($"{attribute.Name} has no {property}.", nameof(property));

    private static string Value(Constant value, Type type) => type.IsArray
        ? $"new {Keyword(type.GetElementType()!)}[] {{ {string.Join(", ", Elements(value, type.GetElementType()!))} }}"
        : Elements(value, type).Single();

    private static IEnumerable<string> Elements(Constant value, Type type) => value.Kind switch
    {
        ConstantKind.Text => [Quoted(value.Text)],
        ConstantKind.Texts => value.Texts.Select(Quoted),
        ConstantKind.Numbers => value.Numbers.Select(n => Number(n, type)),
        _ => [Number(value.Number, type)],
    };

    private static string Number(double number, Type type)
    {
        if (type == typeof(bool)) return number != 0 ? "true" : "false";
        if (type == typeof(float)) return number.ToString("R", CultureInfo.InvariantCulture) + "f";
        var integer = ((long)number).ToString(CultureInfo.InvariantCulture);
        return type.IsEnum ? $"({type.Name}){integer}" : integer;
    }

    private static string Keyword(Type type) => type == typeof(int) ? "int" : type == typeof(float) ? "float" : "string";

    private static string Quoted(string text) => $"\"{text}\"";
}
