using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Frontend;

/// <summary>The harness other tests stand on: sources become a loaded assembly, or a list of errors.</summary>
public sealed class CompilationTests
{
    [Fact]
    public void Sources_are_compiled_and_loaded()
    {
        using var loaded = GeneratorRun.From("namespace Shop; public static class Price { public static int Of(int count) => 3 * count; }").Compile();
        Assert.Equal(12, loaded.Type("Shop.Price").GetMethod("Of")!.Invoke(null, [4]));
        Assert.NotEmpty(loaded.Image);
    }

    [Fact]
    public void Errors_are_listed()
    {
        Assert.Contains("CS0103", Errors("class A { int X => y; }"), StringComparison.Ordinal);
        Assert.Contains("NG0003", Errors("using NetGen;\n[Network, Dense(3)] partial class Net;"), StringComparison.Ordinal);

        static string Errors(string source) => Assert.Throws<InvalidOperationException>(() => GeneratorRun.From(source).Compile()).Message;
    }

    [Fact]
    public void Everything_a_user_sees_compiles_as_an_attribute()
    {
        // Each attribute with its arguments at their declared types: a property type that is no attribute type would be an error here.
        var layers = typeof(NetworkAttribute).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && !type.IsGenericType && (type.IsSubclassOf(typeof(LayerAttribute)) || type.IsSubclassOf(typeof(LossAttribute))))
            .Select(type => "[" + type.Name + Arguments(type) + "]");
        var run = GeneratorRun.From("using NetGen;\n" + string.Join('\n', layers) + "\nclass Vocabulary;");
        Assert.DoesNotContain(run.CompilerDiagnostics, found => found.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);

        static string Arguments(Type type)
        {
            var positional = type.GetConstructors()[0].GetParameters().Select(parameter => Value(parameter.ParameterType));
            var named = type.GetProperties().Where(property => property.SetMethod is { IsPublic: true }).Select(property => $"{property.Name} = {Value(property.PropertyType)}");
            return "(" + string.Join(", ", positional.Concat(named)) + ")";
        }

        static string Value(Type type) =>
            type == typeof(string) ? "\"x\"" : type == typeof(bool) ? "true" : type.IsEnum ? $"default({type.Name})" : type.IsArray ? $"new {Keyword(type.GetElementType()!)}[] {{ {Value(type.GetElementType()!)} }}" : "1";

        static string Keyword(Type type) => type == typeof(int) ? "int" : type == typeof(float) ? "float" : "string";
    }
}
