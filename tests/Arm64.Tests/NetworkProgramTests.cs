using NetGen.Arm64.Tests.Toolchain;
using Xunit;

namespace NetGen.Arm64.Tests;

public sealed class TwoLayerProgram() : LazyProgram(() => Arm64Program.Compile(
    [SampleKernels.Text("TwoLayerNetwork.cs")], [Forward], [Arm64Toolchain.RuntimeAssembly]))
{
    public const string Forward = "Samples.TwoLayerNetwork.Forward";
}

public sealed class NetworkProgramTests(TwoLayerProgram network) : IClassFixture<TwoLayerProgram>
{
    private const int Inputs = 12, Hidden = 16, Outputs = 8, Lanes = 16;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void A_program_of_two_kernels_equals_the_network_in_double(int samples)
    {
        var random = new Random(samples);
        var parameters = new float[Lanes + (Inputs * Lanes) + Lanes + (Hidden * Lanes)];
        var input = new float[samples * Inputs];
        foreach (ref var value in parameters.AsSpan()) value = random.NextSingle() - 0.5f;
        foreach (ref var value in input.AsSpan()) value = (4 * random.NextSingle()) - 2;

        var result = network.Program.Run(TwoLayerProgram.Forward, input, new float[samples * Outputs], parameters, new float[Hidden], samples);

        var output = result["output"];
        for (var sample = 0; sample < samples; sample++)
        {
            var hidden = Dense(Array.ConvertAll(input[(sample * Inputs)..((sample + 1) * Inputs)], x => (double)x), parameters.AsSpan(0, Lanes + (Inputs * Lanes)), Hidden);
            for (var i = 0; i < Hidden; i++) hidden[i] = Math.Tanh(hidden[i]);
            var expected = Dense(hidden, parameters.AsSpan(Lanes + (Inputs * Lanes)), Outputs);
            for (var i = 0; i < Outputs; i++) Assert.Equal(expected[i], output[(sample * Outputs) + i], 2e-6);
        }

        Assert.Equal(input, result["input"]);
        Assert.Equal(parameters, result["parameters"]);
    }

    [Fact]
    public void A_program_needs_nothing_of_the_runtime() => Assert.Empty(network.Program.RuntimeDependencies);

    [Fact]
    public void The_activation_is_inlined_into_its_kernel()
    {
        var kernel = network.Program.Disassemble("Samples.TwoLayerNetwork.Dense1_Contract1x16_Tanh");

        Assert.DoesNotContain(kernel.Instructions, instruction => instruction.IsCall);
        Assert.Equal(16, kernel.TileLoop.FusedMultiplyAddsByElement);
    }

    [Fact]
    public void The_program_calls_one_kernel_for_each_layer()
    {
        var loop = Assert.Single(network.Program.Disassemble(TwoLayerProgram.Forward).Loops);

        Assert.Equal(2, loop.Calls);
    }

    private static double[] Dense(double[] x, ReadOnlySpan<float> biasAndPanel, int outputs)
    {
        var y = new double[outputs];
        for (var j = 0; j < outputs; j++)
        {
            y[j] = biasAndPanel[j];
            for (var k = 0; k < x.Length; k++) y[j] += x[k] * biasAndPanel[Lanes + (k * Lanes) + j];
        }

        return y;
    }
}
