using System.Globalization;
using NetGen.Arm64.Tests.MachineCode;
using NetGen.Arm64.Tests.Speed;
using NetGen.Numerics;
using NetGen.Testing;
using Xunit;

namespace NetGen.Arm64.Tests.Emitted;

/// <summary>What is emitted for NEON, executed: the numbers against the interpreter's doubles, and the code of its tiles.</summary>
public abstract class EmittedNetworkTests(EmittedProgram emitted)
{
    // The errors of single precision: K roundings of ε = 6e-8 in a sum of K terms, √K of them in practice; K reaches some thousand where a gradient
    // sums over positions and samples. Relative to the largest element of the tensor.
    private const double ForwardTolerance = 3e-6, GradientTolerance = 5e-6, Floor = 1e-7;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(16)]
    public void The_program_equals_the_interpreter(int batch)
    {
        RequiresArm64.Tools();
        var expected = emitted.Interpreted;
        expected.Random = Mask;
        var actual = new EmulatedNetwork(emitted);
        var inputs = Noise.Values(11 + (ulong)batch, batch * expected.InputLength, -1, 1);
        var targets = expected.LabelClasses is { } classes
            ? Noise.Labels(12, batch * expected.TargetLength, classes)
            : Noise.Values(12, batch * expected.TargetLength, 0, 1);
        var state = StateOf(expected);

        // A network of sequences takes the batch as the steps of one.
        var samples = emitted.IsSequence ? 1 : batch;
        Compare("output", expected.Forward(samples, inputs, state), actual.Forward(batch, inputs, state), ForwardTolerance);
        Compare("evaluated loss", [expected.Evaluate(samples, inputs, targets, state)], [actual.Evaluate(batch, inputs, targets, state)], ForwardTolerance);
        var (truth, result) = (expected.Gradient(samples, inputs, targets, state), actual.Gradient(batch, inputs, targets, state));
        Compare("loss", [truth.Loss], [result.Loss], ForwardTolerance);
        foreach (var name in expected.Trained) Compare($"gradient of {name}", truth.Gradients[name], result.Gradients[name], GradientTolerance);
        foreach (var (name, buffer) in truth.Buffers) Compare(name, buffer, result.Buffers[name], ForwardTolerance);
    }

    [Fact]
    public void The_program_needs_nothing_of_the_runtime() => Assert.Empty(emitted.Program.RuntimeDependencies);

    [Fact]
    public void The_loop_of_a_tile_has_no_call_and_no_spill()
    {
        // A method that shapes share has more integers than there are registers for: few of them, and no vector, may stand in the frame.
        const int mostIntegers = 4;
        var offenders = Tiles()
            .Select(tile => (tile.Kernel, Calls: tile.Loop.Instructions.Count(i => i.IsCall && !i.Calls("_Finish") && !i.Calls("Take")), tile.Loop.VectorSpills, tile.Loop.StackReferences, tile.Loop.FusedMultiplyAdds))
            .Where(tile => tile.Calls > 0 || tile.VectorSpills > 0 || tile.StackReferences > mostIntegers)
            .ToList();

        Assert.True(offenders.Count == 0, string.Join('\n', offenders.Select(o => $"{o.Kernel}: {o.FusedMultiplyAdds} multiply-adds, {o.Calls} calls, {o.VectorSpills} vector spills, {o.StackReferences} stack references")));
    }

    [Fact]
    public void Tiles_multiply_by_element() => Assert.Empty(
        from tile in Tiles()
        where tile.Loop.FusedMultiplyAddsByElement < tile.Loop.FusedMultiplyAdds
        select $"{tile.Kernel}: {tile.Loop.FusedMultiplyAddsByElement} of {tile.Loop.FusedMultiplyAdds} multiply-adds by element");

    /// <summary>The summation loops of the network's dense layers and convolutions: a depthwise one has a vector on either side.</summary>
    private List<(string Kernel, MachineLoop Loop)> Tiles()
    {
        var grouped = SummationLoop.Of(emitted).Where(sum => sum.Extents.StartsWith("g<", StringComparison.Ordinal)).Select(sum => sum.Kernel).ToHashSet();
        return [.. from kernel in emitted.TileKernels
            where !grouped.Contains(kernel)
            from code in emitted.CodeOf(kernel)
            from loop in code.Code.InnermostLoops
            where loop.FusedMultiplyAdds > 0 && !loop.Instructions.Any(i => i.IsOtherVectorArithmetic)
            select ($"{kernel} {code.Tile}".TrimEnd(), loop)];
    }

    /// <summary>The numbers behind a dropout mask: of the step 0, elements counted with the padding of the 40 units to 48.</summary>
    private static double Mask(int stream, int sample, int element) => LaneRandom.Uniform((uint)((sample * 48) + element), 0, (uint)stream);

    private static Dictionary<string, double[]> StateOf(InterpretedNetwork network)
    {
        var state = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var (name, shape) in network.State)
        {
            var isVariance = name.EndsWith("running_var", StringComparison.Ordinal);
            // Weights that keep the size of what flows through: uniform up to √(3 / inputs).
            var scale = shape.Length > 1 ? Math.Sqrt(3.0 / shape.Skip(1).Aggregate(1, (product, extent) => product * extent)) : 0.5;
            state[name] = Noise.Values(100 + (ulong)state.Count, shape.Aggregate(1, (product, extent) => product * extent), isVariance ? 0.5 : -scale, isVariance ? 1.5 : scale);
        }

        return state;
    }

    private static void Compare(string what, double[] expected, double[] actual, double relative)
    {
        Assert.Equal(expected.Length, actual.Length);
        var tolerance = (relative * expected.Max(Math.Abs)) + Floor;
        for (var i = 0; i < expected.Length; i++)
        {
            // Written so that NaN fails.
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance))
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{what}[{i}] is {actual[i]:G9} instead of {expected[i]:G9}; the difference {Math.Abs(expected[i] - actual[i]):G3} is above {tolerance:G3}"));
        }
    }
}

public sealed class EmittedLeNet5Tests(LeNet5Program program) : EmittedNetworkTests(program);

public sealed class EmittedPerceptronTests(PerceptronProgram program) : EmittedNetworkTests(program);

public sealed class EmittedResidualTests(ResidualProgram program) : EmittedNetworkTests(program), IClassFixture<ResidualProgram>;

public sealed class EmittedOddChannelsTests(OddChannelsProgram program) : EmittedNetworkTests(program), IClassFixture<OddChannelsProgram>;

public sealed class EmittedActivationsTests(ActivationsProgram program) : EmittedNetworkTests(program), IClassFixture<ActivationsProgram>;

public sealed class EmittedBinaryTests(BinaryProgram program) : EmittedNetworkTests(program), IClassFixture<BinaryProgram>;

public sealed class EmittedRecurrentTests(RecurrentProgram program) : EmittedNetworkTests(program), IClassFixture<RecurrentProgram>;
