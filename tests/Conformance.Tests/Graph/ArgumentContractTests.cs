using System.Reflection;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Testing;

namespace NetGen.Conformance.Graph;

/// <summary>
/// Attributes and compiler meet only in names. Whatever an attribute lets the user say must change the graph or be refused: an argument that is
/// silently ignored is a wrong result.
/// </summary>
public sealed class ArgumentContractTests
{
    /// <summary>Arguments of every layer that are not about what it computes: names, conditions, initial values, sharing.</summary>
    private static readonly string[] General =
        ["Name", "From", "When", "On", "Others", "TypeId", "WeightsOf", "WeightInitialization", "WeightScale", "BiasInitialization", "BiasScale", "InitialSlope"];

    public static TheoryData<string, string> Arguments
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var kind in Catalogue.Layers.Keys.Concat(Catalogue.Losses.Keys).Order(StringComparer.Ordinal))
                foreach (var property in AttributeOf(kind).GetProperties().Where(p => !General.Contains(p.Name)).OrderBy(p => p.Name, StringComparer.Ordinal))
                    data.Add(kind, property.Name);
            return data;
        }
    }

    [Theory, MemberData(nameof(Arguments))]
    public void No_argument_is_ignored(string kind, string argument)
    {
        var samples = Catalogue.Layers.ContainsKey(kind)
            ? LayerSamples.All.Where(s => s.Kind == kind).Select(s => (s.OnParameters(), (string?)"layer"))
            : LossSamples.All.Where(s => s.Kind == kind).Select(s => (s.OnParameters(), (string?)null));
        var values = Values(AttributeOf(kind).GetProperty(argument)!.PropertyType);
        var isUsed = samples.Any(s => values.Select(v => Describe(s.Item1, s.Item2, argument, v)).Distinct().Count() > 1);
        Assert.True(isUsed, $"{kind}: {argument} changes nothing, whatever its value");
    }

    [Fact]
    public void Samples_use_only_arguments_that_the_attributes_have()
    {
        foreach (var (kind, name) in LayerSamples.All.SelectMany(s => s.Arguments.Select(a => (s.Kind, a.Name))).Concat(LossSamples.All.SelectMany(s => s.Arguments.Select(a => (s.Kind, a.Name)))))
            Assert.True(AttributeOf(kind).GetProperty(name) is not null, $"{kind}Attribute has no {name}");
    }

    private static Type AttributeOf(string kind) => typeof(NetworkAttribute).Assembly.GetType($"NetGen.{kind}Attribute", throwOnError: true)!;

    /// <summary>The graph, or what is wrong with the declaration, with one argument replaced.</summary>
    private static string Describe(Declaration declaration, string? layer, string argument, object value)
    {
        var problems = new List<Problem>();
        var spec = declaration.With(layer, argument, value).ToSpec("Sample");
        var built = GraphBuilder.Build(spec, GraphMode.Training, withLoss: true, problems);
        var inference = GraphBuilder.Build(spec, GraphMode.Inference, withLoss: true, []);
        return $"{built?.Graph}\n{inference?.Graph}\n{string.Join("\n", problems.Select(p => string.Join(" ", p.Arguments)))}";
    }

    private static object[] Values(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(bool)) return [true, false];
        if (type.IsEnum) return [.. Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(v => (object)Convert.ToInt32(v))];
        if (type == typeof(int)) return [-1, 0, 1, 2, 3];
        if (type == typeof(float)) return [0.0, 0.125, 2.0, -1.5];
        if (type == typeof(int[])) return [new[] { 1 }, new[] { 2, 1 }, new[] { 1, 0, 2, 1 }];
        if (type == typeof(float[])) return [new[] { 0.5 }, new[] { 0.5, 2, 1, 3, 1 }];
        return type == typeof(string) ? ["x + 1", "x - 1"] : throw new NotSupportedException($"An argument of type {type}");
    }
}
