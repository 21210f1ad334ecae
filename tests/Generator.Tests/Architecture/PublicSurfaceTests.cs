using System.Reflection;
using System.Text;
using NetGen.Generator.Layers;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Architecture;

/// <summary>Everything that is public, as a list that is looked through before it grows.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void Attributes() => Snapshot.Matches(List(typeof(NetworkAttribute).Assembly));

    [Fact]
    public void Runtime() => Snapshot.Matches(List(typeof(INetwork).Assembly));

    [Fact]
    public void Every_public_layer_and_loss_can_be_compiled()
    {
        var kinds = typeof(NetworkAttribute).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && !type.IsGenericType && (type.IsSubclassOf(typeof(LayerAttribute)) || type.IsSubclassOf(typeof(LossAttribute))))
            .Select(type => type.Name[..^"Attribute".Length]);
        Assert.Equal(kinds.Order(StringComparer.Ordinal), Catalogue.Layers.Keys.Concat(Catalogue.Losses.Keys).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("[AdditiveAttention(16)]")]
    [InlineData("[MultiHeadAttention(4)]")]
    [InlineData("[TransformerEncoderLayer(4, 32)]")]
    [InlineData("[Dense(4)][CtcLoss]")]
    public void What_is_not_compiled_yet_is_an_error_of_CSharp_alone(string layers)
    {
        var run = GeneratorRun.From($"using NetGen;\n[Network][Input(64, 16)]{layers} internal sealed partial class Net;");
        Assert.Empty(run.Diagnostics);
        Assert.All(run.CompilerDiagnostics, found => Assert.Equal("CS0122", found.Id));
        Assert.NotEmpty(run.CompilerDiagnostics);
    }

    private static string List(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(Name, StringComparer.Ordinal))
        {
            var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
            text.Append($"{kind} {Name(type)}{(type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) ? $" : {Name(parent)}" : "")}\n");
            const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
            var members = type.IsEnum ? Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture)}")
                : type.GetMembers(all).Select(Describe).Where(line => line is not null).Select(line => line!).Order(StringComparer.Ordinal);
            // Register tiles are a table of sizes, and each of them is tested.
            if (type.Name.EndsWith("Tiles", StringComparison.Ordinal)) continue;
            foreach (var member in members) text.Append($"    {member}\n");
        }

        return text.ToString();
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        ConstructorInfo c when IsSeen(c) => $"({Parameters(c)})",
        MethodInfo { IsSpecialName: false } m when IsSeen(m) && !m.Name.Contains('<', StringComparison.Ordinal) && !m.Name.Contains('.', StringComparison.Ordinal) => $"{Static(m)}{Name(m.ReturnType)} {m.Name}({Parameters(m)})",
        MethodInfo { IsSpecialName: true } m when IsSeen(m) && m.Name.StartsWith("op_", StringComparison.Ordinal) => $"{m.Name}({Parameters(m)})",
        PropertyInfo p when p.GetAccessors(nonPublic: true).Where(IsSeen).ToArray() is { Length: > 0 } seen => $"{Static(seen[0])}{Name(p.PropertyType)} {p.Name} {{ {string.Join(" ", seen.Select(a => a.Name[..4] == "get_" ? "get;" : "set;"))} }}",
        FieldInfo f when f.IsPublic || f.IsFamily => $"{(f.IsLiteral ? "const " : f.IsStatic ? "static " : "")}{Name(f.FieldType)} {f.Name}",
        EventInfo e when IsSeen(e.AddMethod!) => $"event {Name(e.EventHandlerType!)} {e.Name}",
        _ => null,
    };

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Static(MethodInfo method) => method.IsStatic ? "static " : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = " + (p.DefaultValue ?? "default") : "")}"));

    private static string Name(Type type)
    {
        if (type.IsByRef) return "ref " + Name(type.GetElementType()!);
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        var simple = type is { IsNested: true, IsGenericParameter: false } ? $"{Name(type.DeclaringType!)}.{type.Name.Split('`')[0]}"
            : type.IsGenericParameter || type.Namespace is "System" or "System.Collections.Generic" or "NetGen" ? type.Name.Split('`')[0] : $"{type.Namespace}.{type.Name.Split('`')[0]}";
        return type.IsGenericType ? $"{simple}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : simple;
    }
}
