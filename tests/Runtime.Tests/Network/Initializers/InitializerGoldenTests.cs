using System.Text.Json;
using NetGen.Serialization;
using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Network;

/// <summary>Bounds and deviations against the reference cases of kind init_fans, found through their index.</summary>
public class InitializerGoldenTests
{
    [Fact]
    public void Fans_bounds_and_deviations_are_those_of_the_reference()
    {
        var folder = ReferenceData.GoldensOrSkip();
        var cases = File.ReadLines(Path.Combine(folder, "index.tsv")).Select(line => line.Split('\t')).Where(cells => cells[1] == "init_fans").ToArray();
        Assert.SkipUnless(cases.Length > 0, $"skipped: the index of {folder} lists no case of kind init_fans");
        foreach (var cells in cases) Check(SafetensorsFile.Read(Path.Combine(folder, cells[0])), cells[2]);
    }

    private static void Check(SafetensorsFile file, string attributes)
    {
        using var json = JsonDocument.Parse(attributes);
        var shape = json.RootElement.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32()).ToArray();
        var fans = file.Doubles("state.fan_in_fan_out");
        var fan = Fan.Of(shape);
        Assert.Equal([fan.In, fan.Out], fans);

        var gains = json.RootElement.GetProperty("gains").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());
        foreach (var (name, gain) in gains) Assert.Equal(gain, NonlinearityGain(name), 1e-12);

        var names = json.RootElement.GetProperty("value_names").EnumerateArray().Select(name => name.GetString()!).ToArray();
        var values = file.Doubles("state.values");
        Assert.Equal(names.Length, values.Length);
        for (var i = 0; i < names.Length; i++) Assert.True(Math.Abs(Value(names[i], shape) - values[i]) <= 1e-12 * values[i], $"{names[i]} of [{string.Join(", ", shape)}]");
    }

    // Names such as "kaiming_uniform_bound/fan_in/leaky_relu_0.2".
    private static double Value(string name, int[] shape)
    {
        var parts = name.Split('/');
        var (nonlinearity, slope) = Parse(parts[^1]);
        var mode = parts.Contains("fan_out") ? FanMode.FanOut : FanMode.FanIn;
        return parts[0] switch
        {
            "xavier_uniform_bound" => new XavierUniformInitializer(Gain.Of(nonlinearity, slope)).Bound(shape),
            "xavier_normal_std" => new XavierNormalInitializer(Gain.Of(nonlinearity, slope)).StandardDeviation(shape),
            "kaiming_uniform_bound" => new KaimingUniformInitializer(mode, nonlinearity, slope).Bound(shape),
            "kaiming_normal_std" => new KaimingNormalInitializer(mode, nonlinearity, slope).StandardDeviation(shape),
            _ => throw new Xunit.Sdk.XunitException($"The reference has a value '{name}' that this test does not know."),
        };
    }

    private static double NonlinearityGain(string name)
    {
        var (nonlinearity, slope) = Parse(name);
        return Gain.Of(nonlinearity, slope);
    }

    private static (Nonlinearity Nonlinearity, double Slope) Parse(string name)
    {
        const string Leaky = "leaky_relu_";
        return name.StartsWith(Leaky, StringComparison.Ordinal)
            ? (Nonlinearity.LeakyRelu, double.Parse(name[Leaky.Length..], System.Globalization.CultureInfo.InvariantCulture))
            : (Enum.Parse<Nonlinearity>(name, ignoreCase: true), 0.01);
    }
}
