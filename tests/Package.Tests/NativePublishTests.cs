using System.Text.RegularExpressions;
using Xunit;

namespace NetGen.Package.Tests;

/// <summary>What NG0401 tells to set is what NativeAOT takes: a project outside of the repository publishes with exactly that value, and the program runs.</summary>
public sealed partial class NativePublishTests(PackedFeed feed)
{
    [Theory]
    [InlineData("net9.0")]
    [InlineData("net10.0")]
    public async Task A_project_publishes_with_the_value_that_is_told(string framework)
    {
        // Minutes of the native compiler for each framework: asked for, not part of every run.
        if (Environment.GetEnvironmentVariable("NETGEN_NATIVE_PUBLISH") != "1") Assert.Skip("NETGEN_NATIVE_PUBLISH=1 publishes natively; it takes minutes.");
        feed.Require();
        if (!OperatingSystem.IsLinux() || System.Runtime.InteropServices.RuntimeInformation.OSArchitecture != System.Runtime.InteropServices.Architecture.X64)
            Assert.Skip("The instruction sets told of are those of x64, and the project is published for Linux.");
        if (!System.Runtime.Intrinsics.X86.Avx2.IsSupported) Assert.Skip("The program is published for processors with AVX2, which this one has not.");
        var linker = new[] { "clang", "gcc" }.FirstOrDefault(HasCommand);
        if (linker is null) Assert.Skip("Neither clang nor gcc is there to link a native program.");

        var folder = feed.Consumer($"Native-{framework}", "Networks.cs", "Program.cs");
        string[] native = [$"-p:TargetFrameworks={framework}", "-p:PublishAot=true", "-p:RuntimeIdentifier=linux-x64", $"-p:CppCompilerAndLinker={linker}", "-p:TreatWarningsAsErrors=false"];
        var restore = await DotnetCommand.Run(folder, ["restore", "-v", "quiet", .. native]);
        if (restore.ExitCode != 0 && PackedFeed.IsOffline(restore.Output)) Assert.Skip("The packages of the native compiler cannot be had.");
        Assert.True(restore.ExitCode == 0, restore.ToString());

        var told = await DotnetCommand.Run(folder, ["msbuild", "-t:PrepareForPublish", $"-p:TargetFramework={framework}", .. native]);
        var value = Set().Match(told.Output).Groups[1].Value;
        Assert.False(value.Length == 0, told.ToString());

        var publish = await DotnetCommand.Run(folder, ["publish", "-c", "Release", "-v", "quiet", "-f", framework, "-o", "native", .. native, $"-p:IlcInstructionSet={value}"]);
        Assert.True(publish.ExitCode == 0, publish.ToString());
        Assert.DoesNotContain("NG0401", publish.Output, StringComparison.Ordinal);
        var run = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(Path.Combine(folder, "native", "Consumer")) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == 0, output);
        Assert.Contains("features 4", output, StringComparison.Ordinal);
    }

    private static bool HasCommand(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));

    [GeneratedRegex("<IlcInstructionSet>([^<]+)</IlcInstructionSet>")]
    private static partial Regex Set();
}
