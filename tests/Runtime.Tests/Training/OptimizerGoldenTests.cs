using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Every optimiser follows PyTorch's trajectory over given gradients.</summary>
public sealed class OptimizerGoldenTests
{
    private const string Prefix = "optim_";
    private const string NAdam = "optim_nadam";
    private const string Baseline = "optim_pytorch_cpp_baseline";

    public static TheoryData<string> Trajectories
        => [.. GoldenFile.Names(op => op.StartsWith(Prefix, StringComparison.Ordinal) && op is not (Baseline or NAdam))];

    public static TheoryData<string> NAdamTrajectories => [.. GoldenFile.Names(op => op == NAdam)];

    public static TheoryData<string> Problems => [.. GoldenFile.Names(op => op == Baseline)];

    [Theory]
    [MemberData(nameof(Trajectories))]
    public void Golden_trajectory(string file)
    {
        var golden = GoldenFile.OpenOrSkip(file);
        var optimizer = GoldenOptimizers.Make(golden, golden.Name[Prefix.Length..golden.Name.LastIndexOf('_')]);
        var names = golden.Tensors.Keys.Where(key => key.StartsWith("param.", StringComparison.Ordinal)).Select(key => key[6..]).ToList();
        var parameters = Joined(golden, names.Select(name => "param." + name));
        for (var step = 1; step <= golden.Integer("steps"); step++)
        {
            optimizer.Step(parameters, Joined(golden, names.Select(name => $"in.grad{step}.{name}")));
            var start = 0;
            foreach (var name in names.Select(name => $"state.step{step}.{name}"))
            {
                golden.AssertClose(name, parameters.AsSpan(start, golden.Tensors[name].Length));
                start += golden.Tensors[name].Length;
            }
        }
    }

    // The reference may or may not contain PyTorch's old error (see NAdamReference): one of the two variants must reproduce it, and the product
    // must follow the variant without the error.
    [Theory]
    [MemberData(nameof(NAdamTrajectories))]
    public void Golden_trajectory_of_nadam(string file)
    {
        var golden = GoldenFile.OpenOrSkip(file);
        var betas = GoldenOptimizers.Betas(golden) ?? [0.9f, 0.999f];
        NAdamReference Reference(bool countTwice) => new(
            golden.Number("lr", 2e-3), (double)(decimal)betas[0], (double)(decimal)betas[1], golden.Number("eps", 1e-8),
            golden.Number("weight_decay", 0), golden.Number("momentum_decay", 4e-3), countTwice);
        var optimizer = GoldenOptimizers.Make(golden, "nadam");
        var (right, old) = (Reference(countTwice: false), Reference(countTwice: true));
        var parameters = Joined(golden, ["param.w", "param.b"]);
        var rightParameters = parameters.Select(value => (double)value).ToArray();
        var oldParameters = rightParameters.ToArray();
        var (differsFromRight, differsFromOld) = (0.0, 0.0);
        for (var step = 1; step <= golden.Integer("steps"); step++)
        {
            var gradient = Joined(golden, [$"in.grad{step}.w", $"in.grad{step}.b"]);
            optimizer.Step(parameters, gradient);
            right.Step(rightParameters, gradient);
            old.Step(oldParameters, gradient);
            var expected = golden.Tensors[$"state.step{step}.w"].Concat(golden.Tensors[$"state.step{step}.b"]).ToArray();
            for (var i = 0; i < expected.Length; i++)
            {
                differsFromRight = Math.Max(differsFromRight, Math.Abs(expected[i] - rightParameters[i]));
                differsFromOld = Math.Max(differsFromOld, Math.Abs(expected[i] - oldParameters[i]));
                Assert.Equal(rightParameters[i], parameters[i], 2e-6);
            }
        }

        // PyTorch keeps the product of momenta in single precision, hence 1e-8 and not 1e-12.
        Assert.True(
            Math.Min(differsFromRight, differsFromOld) < 1e-8,
            $"neither variant gives the reference: {differsFromRight:G3}, {differsFromOld:G3}");
    }

    // The reference ran in double for 1001 steps, and its authors compare with rtol 1e-3 and atol 5e-4; gradients here are computed in double.
    [Theory]
    [MemberData(nameof(Problems))]
    public void Golden_problem_of_the_cpp_baseline(string file)
    {
        var golden = GoldenFile.OpenOrSkip(file);
        var optimizer = GoldenOptimizers.Make(golden, golden.Attributes["optimizer"].GetString()!);
        string[] names = ["w0", "b0", "w1", "b1"];
        var parameters = Joined(golden, names.Select(name => "param." + name));
        for (var iteration = 0; iteration < golden.Integer("iterations"); iteration++)
        {
            optimizer.Step(parameters, TwoLayerProblem.Gradient(parameters, golden.Tensors["in.x"]));
            var start = 0;
            foreach (var name in names.Select(name => $"state.iter{iteration:D4}.{name}").Where(golden.Tensors.ContainsKey))
            {
                golden.AssertWithin(name, parameters.AsSpan(start, golden.Tensors[name].Length), absolute: 5e-4, relative: 1e-3);
                start += golden.Tensors[name].Length;
            }
        }
    }

    private static float[] Joined(GoldenFile golden, IEnumerable<string> tensors)
        => [.. tensors.SelectMany(name => golden.Tensors[name]).Select(value => (float)value)];
}
