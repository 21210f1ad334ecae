using System.Globalization;
using System.Text.RegularExpressions;
using NetGen.Testing;

namespace NetGen.Conformance.Guards;

/// <summary>The text of a move does not grow with its extents: loops over tables, not a nest a row.</summary>
public sealed partial class MoveTextTests
{
    /// <summary>Lines of the kernels of one layer: two axes forward, two backward, and one once more where inference writes to the caller; about 50 each, a third of them braces.</summary>
    private const int MostLines = 260;

    /// <summary>A panel more may be a loop more, and what is behind it a loop instead of two lines, in each kernel; a row more is nothing.</summary>
    private const int MostDifference = 30;

    public static TheoryData<string> Networks => new()
    {
        "[Input(3, {0}, {0})][Conv2D(32, 1), Upsample(Mode = Interpolation.Bilinear)]",
        "[Input(3, {0}, {0})][Conv2D(17, 1), Upsample(Mode = Interpolation.Bicubic, Scale = 1.5f)]",
        "[Input(3, {0}, {0})][Conv2D(1, 1), Upsample(Mode = Interpolation.Bicubic, Scale = 1.5f)]",
        "[Input(3, {0}, {0})][Conv2D(1, 1), Upsample(Mode = Interpolation.Bilinear, Scale = 2.3f, AlignCorners = true)]",
        "[Input(3, {0}, {0})][Conv2D(17, 1), Upsample(Scale = 2)]",
        "[Input(3, {0}, {0})][Conv2D(3, 1), Upsample(Scale = 2)]",
        "[Input(3, {0}, {0})][Conv2D(3, 1), Pad(3, Mode = PaddingMode.Reflect)]",
        "[Input(3, {0}, {0})][Conv2D(33, 1), Pad(3, Mode = PaddingMode.Circular)]",
        "[Input(3, {0}, 64)][Conv2D(6, 1), Reshape({0}, 3, 2, 64), Permute(1, 2, 0, 3)]",
        "[Input(3, {0}, {0})][Conv2D(2, 1), ConvTranspose2D(1, 4, Stride = 2, Padding = 1)]",
    };

    [Theory, MemberData(nameof(Networks))]
    public void Lines_do_not_depend_on_extents(string attributes)
    {
        var (small, large) = (Lines(attributes, 40), Lines(attributes, 88));
        TestContext.Current.TestOutputHelper?.WriteLine($"{small} and {large} lines");
        Assert.InRange(large, 10, MostLines);
        Assert.InRange(large, small - MostDifference, small + MostDifference);
    }

    private static int Lines(string attributes, int extent)
    {
        var source = $"using NetGen;\n\n[Network(Targets = Targets.Avx2)]\n{string.Format(CultureInfo.InvariantCulture, attributes, extent)}\n[MeanSquaredErrorLoss]\npublic sealed partial class Moved;\n";
        var text = GeneratorRun.From(source).GeneratedSources.Single(file => file.HintName.Contains("Avx2", StringComparison.Ordinal)).SourceText.ToString();
        return Move().Matches(text).Sum(method => method.Value.Count(c => c == '\n'));
    }

    /// <summary>A method that moves, from its name to the brace that ends it.</summary>
    [GeneratedRegex(@"^        private static void \w+_(Gather|Scatter|Resample|Permute|Interleave)\w*\(.*?^        \}$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Move();
}
