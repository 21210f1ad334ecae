using System.Diagnostics;
using NetGen.Testing;

namespace NetGen.Conformance.Guards;

/// <summary>
/// How much is emitted. The C# compiler needs about 0.2 ms for a line with a vector operation, so lines are what a user's build waits for.
/// Lines are checked; the times are printed, for they say more of the machine than of the code.
/// </summary>
public sealed class EmissionBudgetTests
{
    /// <summary>Lines of all files of a network, four instruction sets, inference and training.</summary>
    private static readonly Dictionary<string, int> MostLines = new(StringComparer.Ordinal)
    {
        ["LeNet5"] = 19_000,
        ["Perceptron"] = 8_000,
        ["Residual"] = 28_500,
        ["OddChannels"] = 19_000,
        ["Activations"] = 36_000,
        ["Binary"] = 11_000,
        ["Wide"] = 24_000,
        ["Recurrent"] = 12_000,
    };

    /// <summary>Bytes of a line on average: longer ones are hard to read.</summary>
    private const int MostBytesPerLine = 130;

    public static TheoryData<string> Networks => [.. SampleAssembly.Networks];

    [Theory, MemberData(nameof(Networks))]
    public void A_network_stays_within_its_lines(string network)
    {
        var files = SampleAssembly.Run.GeneratedSources.Where(file => file.HintName.StartsWith(SampleNetworks.Named(network).FullName + ".", StringComparison.Ordinal)).ToList();

        var lines = files.Sum(file => file.SourceText.Lines.Count);
        var bytes = files.Sum(file => file.SourceText.Length);
        foreach (var file in files) Print($"{file.HintName}: {file.SourceText.Lines.Count} lines, {file.SourceText.Length} bytes");
        Print($"{network}: {lines} lines, {bytes} bytes");
        Assert.InRange(lines, 1, MostLines[network]);
        Assert.InRange(bytes / lines, 1, MostBytesPerLine);
    }

    [Fact]
    public void What_a_build_of_LeNet5_costs()
    {
        // The second run: the first one loads the compiler.
        GeneratorRun.From(SampleNetworks.Binary.Source).Compile().Dispose();
        var watch = Stopwatch.StartNew();
        var run = GeneratorRun.From(SampleNetworks.LeNet5.Source);
        var generated = watch.Elapsed;
        watch.Restart();
        using var assembly = run.Compile();

        Print($"LeNet-5: {generated.TotalMilliseconds:F0} ms in the generator, {watch.Elapsed.TotalMilliseconds:F0} ms in the C# compiler, {assembly.Image.Length} bytes of assembly");
        Assert.Equal(5, run.GeneratedSources.Length);
    }

    private static void Print(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
