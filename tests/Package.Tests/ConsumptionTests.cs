using System.Globalization;
using System.Text.RegularExpressions;
using NetGen.Testing;
using Xunit;

namespace NetGen.Package.Tests;

/// <summary>A project outside of the repository restores, builds and runs with the package, and hears from the build what it ought to hear.</summary>
public sealed partial class ConsumptionTests(PackedFeed feed)
{
    [Fact]
    public async Task A_project_trains_and_saves_without_unsafe_code()
    {
        feed.Require();
        var folder = feed.Consumer("Trains", "Networks.cs", "Program.cs");
        Assert.DoesNotContain("AllowUnsafeBlocks", await File.ReadAllTextAsync(Path.Combine(folder, "Consumer.csproj"), TestContext.Current.CancellationToken));
        var build = await DotnetCommand.Run(folder, "build", "-v", "quiet");
        Assert.True(build.ExitCode == 0, build.ToString());
        var run = await DotnetCommand.Run(folder, "run", "--no-build", "-f", "net10.0");
        Assert.True(run.ExitCode == 0, run.ToString());
        var loss = Number().Matches(Line(run, "loss ")).Select(match => float.Parse(match.Value, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(3, loss.Length);
        Assert.True(loss[1] < loss[0] / 2, $"The loss fell from {loss[0]} to {loss[1]} only.");
        Assert.Equal(loss[1], loss[2]);
        Assert.True(float.Parse(Number().Match(Line(run, "accuracy ")).Value, CultureInfo.InvariantCulture) > 0.95f, run.ToString());
        Assert.Equal("features 4", Line(run, "features "));
    }

    [Fact]
    public async Task A_wrong_network_fails_the_build_on_its_attribute()
    {
        feed.Require();
        var folder = feed.Consumer("Wrong", "Wrong.cs.txt");
        var build = await DotnetCommand.Run(folder, "build", "-f", "net10.0", "-p:OutputType=Library");
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("Wrong.cs(8,2): error NG0101:", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_layer_tables_are_written_on_request()
    {
        feed.Require();
        var folder = feed.Consumer("Summary", "Networks.cs", "Program.cs");
        var build = await DotnetCommand.Run(folder, "build", "-v", "quiet", "-f", "net10.0", "-p:NetGenSummary=docs/networks.md");
        Assert.True(build.ExitCode == 0, build.ToString());
        var file = Path.Combine(folder, "docs", "networks.md");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.StartsWith("# Consumer.Disk\n\n| layer | output | parameters |", text, StringComparison.Ordinal);
        Assert.Contains("\n| dense1 | [16] | 48 |", text, StringComparison.Ordinal);
        Assert.Contains("\n# Consumer.Features\n", text, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(text, @"^\| total \|", RegexOptions.Multiline));

        var written = File.GetLastWriteTimeUtc(file);
        var again = await DotnetCommand.Run(folder, "build", "-v", "quiet", "-f", "net10.0", "-p:NetGenSummary=docs/networks.md");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));

        var single = await DotnetCommand.Run(folder, "build", "-v", "quiet", "-f", "net10.0", "-p:NetGenSummary=docs/each", "-p:NetGenDump=true", "-p:EmitCompilerGeneratedFiles=true");
        Assert.True(single.ExitCode == 0, single.ToString());
        string[] emitted = [.. new[] { "Disk", "Features" }.SelectMany(network => Directory.GetFiles(Path.Combine(folder, "obj"), $"Consumer.{network}.g.cs", SearchOption.AllDirectories))];
        Assert.Equal(2, emitted.Length);
        Assert.All(emitted, name => Assert.Contains("// Forward, graph:", File.ReadAllText(name), StringComparison.Ordinal));
        Assert.Equal(["Consumer.Disk.md", "Consumer.Features.md"], Directory.GetFiles(Path.Combine(folder, "docs", "each")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_summary_that_cannot_be_written_is_an_error()
    {
        feed.Require();
        var folder = feed.Consumer("Unwritable", "Networks.cs", "Program.cs");
        var build = await DotnetCommand.Run(folder, "build", "-v", "quiet", "-f", "net10.0", "-p:NetGenSummary=Program.cs/networks.md");
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error NG0402:", build.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("net10.0", "linux-x64", "", "set <IlcInstructionSet>x86-64-v3<")]
    [InlineData("net9.0", "linux-x64", "", "set <IlcInstructionSet>x86-x64-v3<")]
    [InlineData("net10.0", "win-x64", "", "set <IlcInstructionSet>x86-64-v3<")]
    [InlineData("net10.0", "linux-arm64", "", null)]
    [InlineData("net10.0", "linux-x64", "x86-64-v3", null)]
    [InlineData("net10.0", "linux-x64", "x86-64", null)]
    [InlineData("net10.0", "linux-x64", "x86-x64-v3", "does not know the instruction set 'x86-x64-v3'")]
    [InlineData("net9.0", "linux-x64", "x86-x64-v3", null)]
    [InlineData("net9.0", "linux-x64", "x86-64-v3", "does not know the instruction set 'x86-64-v3'")]
    [InlineData("net10.0", "linux-x64", "native", null)]
    public async Task Publishing_for_machines_without_vectors_is_warned_of(string framework, string runtime, string instructions, string? warning)
    {
        feed.Require();
        var folder = feed.Consumer($"Publish-{framework}-{runtime}-{instructions}", "Networks.cs", "Program.cs");
        var restore = await DotnetCommand.Run(folder, "restore", "-v", "quiet");
        Assert.True(restore.ExitCode == 0, restore.ToString());

        // Publishing itself would need the native compiler; the step that every publication begins with does not.
        var result = await DotnetCommand.Run(
            folder, "msbuild", "-t:PrepareForPublish", $"-p:TargetFramework={framework}", "-p:PublishAot=true", $"-p:RuntimeIdentifier={runtime}", $"-p:IlcInstructionSet={instructions}",
            "-p:TreatWarningsAsErrors=false");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(warning is not null, result.Output.Contains("warning NG0401: ", StringComparison.Ordinal));
        if (warning is not null) Assert.Contains(warning, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_message_of_the_targets_has_a_page()
    {
        var sources = string.Concat(
            Directory.GetFiles(RepositoryRoot.Combine("src", "Package", "buildTransitive")).Concat(Directory.GetFiles(RepositoryRoot.Combine("src", "Build"), "*.cs")).Select(File.ReadAllText));
        var used = Code().Matches(sources).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal).ToArray();
        var pages = Directory.GetFiles(RepositoryRoot.Combine("docs", "diagnostics"), "NG04*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        Assert.NotEmpty(used);
        Assert.Equal(pages, used);
    }

    private static string Line(DotnetResult result, string start) => result.Output.Split('\n').Single(line => line.StartsWith(start, StringComparison.Ordinal));

    [GeneratedRegex(@"-?\d+(\.\d+)?(E-?\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"NG04\d\d")]
    private static partial Regex Code();
}
