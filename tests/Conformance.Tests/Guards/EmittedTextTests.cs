using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NetGen.Testing;

namespace NetGen.Conformance.Guards;

/// <summary>The emitted text is a function of the declaration alone: not of the run, the culture, the machine, the folder or the day.</summary>
public sealed partial class EmittedTextTests
{
    private static readonly string[] Cultures = ["de-DE", "tr-TR", "ar-SA", "sv-SE"];

    public static TheoryData<string> Names => [.. Cultures];

    [Fact]
    public void Two_runs_emit_the_same_bytes() => AssertSame(Emitted(SampleAssembly.Run), Emitted(Generate()));

    [Theory, MemberData(nameof(Names))]
    public void Every_culture_emits_the_same_bytes(string name)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Unusual(name);
            Assert.NotEqual("-0.5", (-0.5).ToString(CultureInfo.CurrentCulture));

            AssertSame(Emitted(SampleAssembly.Run), Emitted(Generate()));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    [Fact]
    public void A_declaration_emits_the_same_bytes_beside_others_and_alone()
    {
        var alone = Emitted(GeneratorRun.From(SampleNetworks.LeNet5.Source));

        AssertSame(Emitted(SampleAssembly.Run).Where(file => file.Key.StartsWith(SampleNetworks.LeNet5.FullName, StringComparison.Ordinal)).ToDictionary(), alone);
    }

    [Fact]
    public void Lines_end_in_a_line_feed_and_nothing_trails()
    {
        foreach (var (name, bytes) in Emitted(SampleAssembly.Run))
        {
            var text = Encoding.UTF8.GetString(bytes);
            Assert.DoesNotContain('\r', text);
            Assert.DoesNotContain('\t', text);
            Assert.EndsWith("}\n", text, StringComparison.Ordinal);
            Assert.False(TrailingSpace().IsMatch(text), $"{name} has a line that ends in a space");
        }
    }

    [Fact]
    public void There_is_no_path_date_version_or_machine_in_the_text()
    {
        string[] never =
        [
            RepositoryRoot.Combine(), AppContext.BaseDirectory, Environment.CurrentDirectory, Path.GetTempPath(), Environment.MachineName, "Source0.cs",
            DateTime.UtcNow.Year.ToString(CultureInfo.InvariantCulture) + "-", Environment.Version.ToString(),
        ];
        foreach (var (name, bytes) in Emitted(SampleAssembly.Run))
        {
            var text = Encoding.UTF8.GetString(bytes);
            foreach (var word in never) Assert.False(text.Contains(word, StringComparison.Ordinal), $"{name} contains {word}");
            Assert.False(TimeOfDay().IsMatch(text), $"{name} contains a time of day");
        }
    }

    private static GeneratorRun Generate() => GeneratorRun.From([.. SampleNetworks.All.Select(n => n.Source)]);

    private static Dictionary<string, byte[]> Emitted(GeneratorRun run) =>
        run.GeneratedSources.ToDictionary(file => file.HintName, file => Encoding.UTF8.GetBytes(file.SourceText.ToString()), StringComparer.Ordinal);

    private static void AssertSame(Dictionary<string, byte[]> expected, Dictionary<string, byte[]> actual)
    {
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, bytes) in expected)
        {
            if (bytes.AsSpan().SequenceEqual(actual[name])) continue;
            string[] before = Encoding.UTF8.GetString(bytes).Split('\n'), after = Encoding.UTF8.GetString(actual[name]).Split('\n');
            var line = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
            Assert.Fail($"{name} differs in line {line + 1}:\n- {before.ElementAtOrDefault(line)}\n+ {after.ElementAtOrDefault(line)}");
        }
    }

    /// <summary>
    /// The culture, or (where the process runs without culture data) one with the separators and signs that tell: a comma for the point, another
    /// minus, a point between thousands.
    /// </summary>
    private static CultureInfo Unusual(string name)
    {
        CultureInfo culture;
        try
        {
            culture = (CultureInfo)CultureInfo.GetCultureInfo(name).Clone();
        }
        catch (CultureNotFoundException)
        {
            culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        }

        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = name == "ar-SA" ? "\u061C-" : "\u2212";
        culture.NumberFormat.PositiveInfinitySymbol = "∞";
        culture.NumberFormat.NaNSymbol = "¤¤¤";
        return culture;
    }

    [GeneratedRegex(@"[ ]\n")]
    private static partial Regex TrailingSpace();

    [GeneratedRegex(@"\b\d\d:\d\d:\d\d\b")]
    private static partial Regex TimeOfDay();
}
