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
        foreach (var name in new[] { MetadataNames.Network, MetadataNames.Block }) Assert.NotNull(Attributes.GetType(name));
        foreach (var name in new[]
        {
            MetadataNames.BlockUse, MetadataNames.Input, MetadataNames.Output, MetadataNames.Budget, MetadataNames.Layer, MetadataNames.ParameterLayer, MetadataNames.Loss,
        })
            Assert.NotNull(Attributes.GetType(MetadataNames.Namespace + "." + name));
    }

    [Fact]
    public void Every_argument_the_frontend_takes_is_a_property()
    {
        Assert.All([MetadataNames.Arguments.Name, MetadataNames.Arguments.From, MetadataNames.Arguments.When], name => Has(typeof(LayerAttribute), name));
        Assert.All([MetadataNames.Arguments.Constants, MetadataNames.Arguments.Others, MetadataNames.Arguments.Repeat, MetadataNames.Arguments.WeightsOf], name => Has(typeof(BlockAttribute<>), name));
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
        Assert.Equal(
            typeof(NetworkOptions).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal),
            typeof(NetworkAttribute).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(property => property.Name).Order(StringComparer.Ordinal));
        Assert.Equal(Values<TargetSet>(), Values<Targets>().Where(value => value != "None = 0"));
        Assert.Equal(Values<UnrollMode>(), Values<Unroll>());
        Assert.Equal(Values<NetGen.Generator.Model.WeightFormat>(), Values<NetGen.WeightFormat>());
        Assert.Equal(["Auto = 0", "On = 1", "Off = 2"], Values<TrainingMode>());
        Assert.Equal((Dim.Time, Dim.Same), (Dimension.Time, Dimension.Same));
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
        var kinds = Attributes.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract).Select(type => type.Name.ToUpperInvariant());
        Assert.Equal(kinds.Distinct(), kinds);
    }

    private static IEnumerable<string> Values<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(value => $"{value} = {Convert.ToInt32(value)}");
}
