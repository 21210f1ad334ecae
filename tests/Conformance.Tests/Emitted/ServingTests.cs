using NetGen.Testing;

namespace NetGen.Conformance.Emitted;

/// <summary>Code that serves any network, written against the interface alone, and what workspaces promise.</summary>
public sealed class ServingTests
{
    private static readonly Dictionary<string, string> Declarations = new()
    {
        ["Small"] = "[Input(16)]\n[Dense(64), Relu, Dense(8)]\n[MeanSquaredErrorLoss]",
        ["Image"] = "[Input(32, 6, 6)]\n[Conv2D(32, 3, Padding = 1), Relu, GlobalAvgPool]",
        ["Whole"] = "[Input(3)]\n[Dense(5), BatchNorm(TrackRunningStatistics = false)]",
    };

    private const string Server = """
        using System;
        using System.IO;
        using NetGen;

        public static class Server
        {
            public static float[] Serve<T>(float[] input) where T : INetwork<T>
            {
                var made = T.Create(3);
                using var file = new MemoryStream();
                made.Save(file);
                var network = T.Load(file.ToArray());
                file.Position = 0;
                var again = T.Load(file);
                var path = Path.GetTempFileName();
                made.Save(path);
                var third = T.Load(path);
                File.Delete(path);
                var batch = input.Length / T.Info.InputLength;
                var output = new float[batch * T.Info.OutputLength];
                var workspace = network.CreateWorkspace(batch);
                network.Forward(input, output, workspace);
                foreach (var one in new[] { made, again, third })
                {
                    var other = new float[output.Length];
                    one.Forward(input, other, workspace);
                    if (!other.AsSpan().SequenceEqual(output)) throw new InvalidOperationException("Copies differ.");
                }

                return output;
            }

            public static TWorkspace New<TWorkspace>() where TWorkspace : NetworkWorkspace, new() => new();

            public static NetworkWorkspace[] Parameterless() => [New<NetGen.Served.Small.Workspace>(), New<NetGen.Served.Whole.Workspace>()];
        }
        """;

    private static readonly Lazy<LoadedAssembly> Compiled = new(() => GeneratorRun.From(
        [.. Declarations.Select(d => $"using NetGen;\nnamespace NetGen.Served;\n[Network]\n{d.Value}\npublic sealed partial class {d.Key};\n"), Server]).Compile());

    [Theory, InlineData("Small"), InlineData("Image"), InlineData("Whole")]
    public void One_generic_method_serves_them(string name)
    {
        var network = Create(name, 3);
        var input = Values(5 * network.Description.InputLength);
        var output = new float[5 * network.Description.OutputLength];
        network.Forward(input, output);
        var served = Compiled.Value.Type("Server").GetMethod("Serve")!.MakeGenericMethod(network.GetType()).Invoke(null, [input]);
        Assert.Equal(output, (float[])served!);
    }

    [Fact]
    public void A_workspace_of_another_class_is_refused_by_name()
    {
        var workspace = Create("Image").CreateWorkspace();
        var message = Assert.Throws<ArgumentException>(() => Create("Small").Forward(new float[16], new float[8], workspace)).Message;
        Assert.Contains("Small", message, StringComparison.Ordinal);
        Assert.Contains("Image", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => Create("Small").Forward(new float[16], new float[8], null!));
    }

    [Fact]
    public void Workspaces_have_a_constructor_without_parameters()
    {
        var made = (NetworkWorkspace[])Compiled.Value.Type("Server").GetMethod("Parameterless")!.Invoke(null, null)!;
        Assert.All(made, w => Assert.Equal(1, w.Capacity));
    }

    [Fact]
    public void Capacities_are_checked()
    {
        var network = Create("Small");
        Assert.Throws<ArgumentOutOfRangeException>(() => network.CreateWorkspace(-1));
        Assert.Equal(1, network.CreateWorkspace(0).Capacity);
        Assert.InRange(network.CreateWorkspace(int.MaxValue).Capacity, 2, 1000);
        Assert.Throws<ArgumentOutOfRangeException>(() => Create("Whole").CreateWorkspace(int.MaxValue));
    }

    [Theory, InlineData("Small"), InlineData("Image"), InlineData("Whole")]
    public void An_empty_batch_has_an_empty_output_and_leaves_nothing_behind(string name)
    {
        var network = Create(name);
        var workspace = network.CreateWorkspace();
        network.Forward([], []);
        network.Forward([], [], workspace);
        Assert.Empty(workspace.Activation(network.Description.Layers[0]));
        Assert.Equal(Outputs(Create(name), 2, null), Outputs(network, 2, workspace));
        Assert.Equal(Outputs(Create(name), 2, null), Outputs(network, 2, null));
    }

    // PyTorch: BatchNorm1d(2, track_running_stats=False).eval() normalises with the statistics of the batch.
    [Theory, InlineData(1), InlineData(2), InlineData(300)]
    public void A_layer_that_needs_the_batch_gets_all_of_it(int maxBatch)
    {
        var network = Create("Whole");
        var workspace = network.CreateWorkspace(maxBatch);
        foreach (var batch in new[] { 2, 131, 3 })
        {
            float[] alone = Outputs(network, batch, null), shared = Outputs(network, batch, workspace);
            Assert.Equal(alone, shared);
            for (var unit = 0; unit < 5; unit++)
            {
                var values = Enumerable.Range(0, batch).Select(s => (double)alone[(s * 5) + unit]).ToArray();
                Assert.InRange(values.Average(), -1e-4, 1e-4);
                Assert.InRange(values.Average(v => v * v), 0.9, 1.0001);
            }

            var layers = network.Description.Layers;
            var seen = workspace.Activation(layers[^1]);
            Assert.Equal(alone.Length, seen.Length);
            // Computed by the portable kernels, which round otherwise.
            for (var i = 0; i < seen.Length; i++) Assert.InRange(seen[i] - alone[i], -1e-4f, 1e-4f);
        }
    }

    [Fact]
    public void A_second_caller_of_a_workspace_is_told()
    {
        var network = Create("Image");
        var workspace = network.CreateWorkspace();
        var expected = Outputs(network, 40, null);
        var refused = 0;
        var answers = 0;
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            for (var i = 0; i < 20; i++)
            {
                try
                {
                    Assert.Equal(expected, Outputs(network, 40, workspace));
                    Interlocked.Increment(ref answers);
                }
                catch (InvalidOperationException)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        });
        Assert.Equal(160, answers + refused);
        Assert.Equal(expected, Outputs(network, 40, workspace));
    }

    private static INetwork Create(string name, int seed = 1) => Compiled.Value.CreateNetwork($"NetGen.Served.{name}", seed);

    private static float[] Outputs(INetwork network, int batch, NetworkWorkspace? workspace)
    {
        var output = new float[batch * network.Description.OutputLength];
        if (workspace is null) network.Forward(Values(batch * network.Description.InputLength), output);
        else network.Forward(Values(batch * network.Description.InputLength), output, workspace);
        return output;
    }

    private static float[] Values(int count) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i * 1.3f))];
}
