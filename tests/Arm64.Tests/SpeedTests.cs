using System.Globalization;
using NetGen.Arm64.Tests.Emitted;
using NetGen.Arm64.Tests.MachineCode;
using NetGen.Arm64.Tests.Speed;
using NetGen.Testing;
using Xunit;

namespace NetGen.Arm64.Tests;

/// <summary>The speed of what is emitted for NEON, argued from its machine code: <c>docs/neon.md</c>.</summary>
public sealed class SpeedTests(ReportedPrograms programs) : IClassFixture<ReportedPrograms>
{
    private const string WriteVariable = "NETGEN_NEON_REPORT", Tile = "_Contract";

    [Fact]
    public void A_sum_has_no_call_and_touches_no_stack()
    {
        RequiresArm64.Tools();

        Assert.Empty(
            from kernel in programs.Loops
            where kernel.Loop.Calls > 0 || kernel.Loop.StackReferences > 0
            select $"{kernel.Network} {kernel.Kernel}: {kernel.Loop.Calls} calls, {kernel.Loop.StackReferences} stack references");
    }

    /// <summary>The least found is a hundredth or two above: a broadcast or a spill in the loop would cost more.</summary>
    [Theory]
    [InlineData("cortex-a55", Tile, 0.73)]
    [InlineData("cortex-a76", Tile, 0.97)]
    [InlineData("neoverse-n1", Tile, 0.97)]
    [InlineData("tsv110", Tile, 1.8)]
    [InlineData("cortex-a76", "_Vector", 0.88)] // a load for each multiply-add
    [InlineData("neoverse-n1", "_Vector", 0.88)]
    [InlineData("tsv110", "_Vector", 1.2)]
    [InlineData("cortex-a76", "_RowSum", 0.98)]
    [InlineData("neoverse-n1", "_RowSum", 0.98)]
    [InlineData("cortex-a76", "_Plane", 0.9)]
    [InlineData("neoverse-n1", "_Plane", 0.9)]
    public void A_sum_keeps_the_multipliers_busy(string core, string schedule, double leastPerCycle) => AtLeast(leastPerCycle, core, schedule, isHalved: false);

    /// <summary>Each vector of halves costs a shift or a mask beside its multiply-adds.</summary>
    [Theory]
    [InlineData("cortex-a76", Tile, 0.87)]
    [InlineData("neoverse-n1", Tile, 0.87)]
    [InlineData("cortex-a76", "_Vector", 0.65)]
    [InlineData("neoverse-n1", "_Vector", 0.65)]
    public void A_sum_with_weights_in_bfloat16_unpacks_and_multiplies_at_once(string core, string schedule, double leastPerCycle) => AtLeast(leastPerCycle, core, schedule, isHalved: true);

    [Fact]
    public void The_models_start_as_many_multiply_adds_as_the_report_says()
    {
        RequiresArm64.LlvmMca();
        const int sums = 24;
        MachineLoop loop = new([.. Enumerable.Range(0, sums).Select(i => new Instruction((ulong)(4 * i), "fmla", string.Create(CultureInfo.InvariantCulture, $"v{i}.4s, v30.4s, v31.s[0]")))]);

        foreach (var core in Core.All) Assert.Equal(core.ModelBound, ThroughputEstimate.Of(loop, core.Name).FusedMultiplyAddsPerCycle, 0.01);
    }

    [Fact]
    public void The_page_shows_what_is_emitted()
    {
        RequiresArm64.LlvmMca();
        var table = SpeedReport.Table(programs);
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1") SpeedReport.Write(table);

        Assert.True(
            SpeedReport.CountsOf(table) == SpeedReport.CountsOf(SpeedReport.Kept),
            $"docs/neon.md does not show what is emitted now; {WriteVariable}=1 rewrites its table:\n{table}");
    }

    // The tolerance is that of a sum of some thousand terms in single precision; Winograd's method adds to it.
    [Fact]
    public void What_the_report_adds_to_the_other_tests_equals_the_interpreter()
    {
        RequiresArm64.Tools();
        foreach (var program in programs.Own)
        {
            var expected = program.Interpreted;
            var state = expected.State.ToDictionary(
                entry => entry.Key,
                entry => Array.ConvertAll(Noise.Values(7, entry.Value.Aggregate(1, (product, extent) => product * extent), -0.1, 0.1), ExactInBFloat16),
                StringComparer.Ordinal);
            var inputs = Noise.Values(8, expected.InputLength, -1, 1);

            double[] truth = expected.Forward(1, inputs, state), actual = new EmulatedNetwork(program).Forward(1, inputs, state);

            var tolerance = (program is WinogradProgram ? 3e-5 : 3e-6) * truth.Max(Math.Abs);
            Assert.Equal(truth.Length, actual.Length);
            for (var i = 0; i < truth.Length; i++) Assert.True(Math.Abs(truth[i] - actual[i]) <= tolerance, $"{program.FullName}[{i}] is {actual[i]} instead of {truth[i]}");
        }
    }

    private static double ExactInBFloat16(double value) => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits((float)value) & 0xFFFF0000u);

    private void AtLeast(double leastPerCycle, string name, string schedule, bool isHalved)
    {
        RequiresArm64.LlvmMca();
        var core = Core.All.Single(c => c.Name == name);
        var meant = programs.Loops.Where(l => l.Kernel.Contains(schedule, StringComparison.Ordinal) && l.Network.EndsWith("BFloat16", StringComparison.Ordinal) == isHalved).ToList();

        Assert.NotEmpty(meant);
        Assert.Empty(
            from kernel in meant
            let perCycle = programs.Estimate(kernel, core).FusedMultiplyAddsPerCycle
            where !(perCycle >= leastPerCycle)
            select string.Create(CultureInfo.InvariantCulture, $"{kernel.Network} {kernel.Kernel}: {perCycle:F3} multiply-adds a cycle"));
    }
}
