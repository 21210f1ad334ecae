using NetGen.Emitted;
using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Emitted;

/// <summary>
/// The shell of emitted networks, around kernels that are written here. For a reference type as argument the JIT compiles code that other such arguments share,
/// where it finds the kernels at run time.
/// </summary>
public sealed class ShellTests
{
    [Fact]
    public void Batches_are_taken_in_parts_and_losses_add_up()
    {
        Check<int>();
        Check<string>();
        Check<ShellTests>();
    }

    private static void Check<T>()
    {
        var shell = new TrainingShell<HandWritten<T>.Kernels>(1);
        float[] input = [1, 2, 3, 4, 5, 6, 7], output = new float[7], gradient = new float[16];
        shell.Forward(input, output);
        Assert.Equal([2, 4, 6, 8, 10, 12, 14], output);
        Array.Clear(output);
        shell.Forward(input, output, new HandWritten<T>.Workspace(2));
        Assert.Equal([2, 4, 6, 8, 10, 12, 14], output);
        Assert.Equal(8f, shell.Evaluate(input, default, new float[7]), 1e-5f);
        Assert.Equal(8f, shell.Gradient(input, default, new float[7], gradient), 1e-5f);
        Assert.Equal(4f, gradient[0], 1e-5f);
        // 7 samples in parts of 3.
        Assert.Equal(3u, shell.RandomStep);
        Assert.Equal(8f, shell.Train(input, default, new float[7], new Sgd(0.25f)), 1e-5f);
        shell.Forward(input, output);
        Assert.Equal(7f, output[6], 1e-4f);
    }

    [Fact]
    public void Messages_name_the_network_and_what_it_needs()
    {
        var shell = new TrainingShell<HandWritten<int>.Kernels>(1);
        Assert.Equal(
            "HandWrittenOfInt32.Forward needs N x 1 input values [1] and N x 1 output values, but got 3 and 2; 3 samples have 3 output values.",
            Assert.Throws<ArgumentException>(() => shell.Forward(new float[3], new float[2])).Message);
        Assert.Equal(
            "HandWrittenOfInt32.Evaluate needs N x 1 input values and N x 1 target values with N of at least 1, but got 3 and 2.",
            Assert.Throws<ArgumentException>(() => shell.Evaluate(new float[3], default, new float[2])).Message);
        Assert.StartsWith(
            "HandWrittenOfInt32.Forward needs a workspace of HandWrittenOfInt32, as its CreateWorkspace makes, but got one of HandWrittenOfString.",
            Assert.Throws<ArgumentException>(() => shell.Forward(new float[3], new float[3], new HandWritten<string>.Workspace(1))).Message, StringComparison.Ordinal);
        var same = new float[3];
        Assert.StartsWith("HandWrittenOfInt32.Forward writes the output while it reads the input", Assert.Throws<ArgumentException>(() => shell.Forward(same, same)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Activations_that_cannot_be_read_are_refused()
    {
        var workspace = new HandWritten<int>.Workspace(1);
        var refusal = Assert.Throws<NotSupportedException>(() => workspace.Activation(HandWritten<int>.Kernels.Info.Layers[0]));
        Assert.Contains("HandWrittenOfInt32", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Padding_that_a_caller_writes_to_does_not_stay()
    {
        var shell = new TrainingShell<HandWritten<int>.Kernels>(1);
        shell.Parameters[1..].Fill(float.NaN);
        shell.Evaluate([1], default, [1]);
        Assert.Equal(new float[15], shell.Parameters[1..].ToArray());
    }
}
