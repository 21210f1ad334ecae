using System.Reflection;
using NetGen.Generator.Frontend;
using NetGen.Generator.Model;
using Xunit;

namespace NetGen.Generator.Tests.Frontend;

/// <summary>The generator knows the attributes by name only; here the names are held against the assembly that declares them.</summary>
public sealed class AttributeContractTests
{
    private static readonly Assembly Attributes = typeof(NetworkAttribute).Assembly;

    [Fact]
    public void Every_name_the_generator_uses_exists()
    {
        string[] full = [MetadataNames.Network, MetadataNames.Block];
        string[] simple =
        [
            MetadataNames.BlockUse, MetadataNames.Input, MetadataNames.Output, MetadataNames.Budget,
            MetadataNames.Layer, MetadataNames.ParameterLayer, MetadataNames.Loss,
        ];
        Assert.All(full.Concat(simple.Select(name => MetadataNames.Namespace + "." + name)), name => Assert.NotNull(Attributes.GetType(name)));
    }

    [Fact]
    public void Every_argument_the_frontend_takes_is_a_property()
    {
        Has(typeof(LayerAttribute), MetadataNames.Arguments.Name);
        Has(typeof(LayerAttribute), MetadataNames.Arguments.From);
        Has(typeof(LayerAttribute), MetadataNames.Arguments.When);
        Has(typeof(BlockAttribute<>), MetadataNames.Arguments.Constants);
        Has(typeof(BlockAttribute<>), MetadataNames.Arguments.Others);
        Has(typeof(BlockAttribute<>), MetadataNames.Arguments.Repeat);
        Has(typeof(BlockAttribute<>), MetadataNames.Arguments.WeightsOf);
        Has(typeof(LossAttribute), MetadataNames.Arguments.On);
        Has(typeof(ParameterLayerAttribute), MetadataNames.Arguments.WeightsOf);
        Has(typeof(InputAttribute), MetadataNames.Arguments.Name);
        Has(typeof(OutputAttribute), MetadataNames.Arguments.From);
        Has(typeof(AddAttribute), MetadataNames.Arguments.Others);

        static void Has(Type type, string property) => Assert.NotNull(type.GetProperty(property));
    }

    [Fact]
    public void Options_and_their_enums_are_twins()
    {
        var properties = typeof(NetworkAttribute).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
        Assert.Equal(Names(typeof(NetworkOptions).GetProperties()), Names(properties));
        Assert.Equal(Values<TargetSet>(), Values<NetGen.Targets>().Where(value => value != "None = 0"));
        Assert.Equal(Values<UnrollMode>(), Values<Unroll>());
        Assert.Equal(Values<NetGen.Generator.Model.WeightFormat>(), Values<NetGen.WeightFormat>());
        Assert.Equal(["Auto = 0", "On = 1", "Off = 2"], Values<TrainingMode>());
        Assert.Equal(Dim.Same, Dimension.Same);
    }

    [Fact]
    public void Attributes_are_sealed_and_every_constructor_parameter_is_a_property()
    {
        foreach (var type in Attributes.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Attribute))))
        {
            Assert.True(type.IsSealed || type.IsAbstract, type.Name);
            foreach (var parameter in type.GetConstructors().SelectMany(constructor => constructor.GetParameters()))
            {
                var name = char.ToUpperInvariant(parameter.Name![0]) + parameter.Name[1..];
                Assert.True(type.GetProperty(name) is not null, $"{type.Name} has no property {name}");
            }
        }
    }

    [Fact]
    public void Kinds_are_unique_whatever_the_case()
    {
        var layers = Attributes.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract);
        var kinds = layers.Select(type => type.Name.ToUpperInvariant()).ToArray();
        Assert.Equal(kinds.Distinct(), kinds);
    }

    private static IEnumerable<string> Names(PropertyInfo[] properties) => properties.Select(property => property.Name).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Values<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(value => $"{value} = {Convert.ToInt32(value)}");
}
