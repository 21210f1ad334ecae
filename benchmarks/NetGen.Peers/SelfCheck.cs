using NetGen.Peers.Cases;
using NetGen.Peers.Measuring;
using NetGen.Peers.Models;
using NetGen.Peers.OnnxRuntime;

namespace NetGen.Peers;

/// <summary>
/// Holds the peers to plain loops in double precision, model by model: a peer that computes something else than we mean would make every
/// ratio meaningless.
/// </summary>
internal static class SelfCheck
{
    private const int Seed = 7;
    private const int TrainingSteps = 20;

    /// <summary>Runs all checks that the present peers allow, prints a line for each, and says whether all held.</summary>
    public static bool Run(Cases.Peers peers)
    {
        var held = true;
        void Report(string subject, bool holds, string detail)
        {
            held &= holds;
            Console.WriteLine($"{(holds ? "ok  " : "FAIL")} {subject}: {detail}");
        }

        Console.WriteLine(peers.OnnxRuntimeStatus);
        if (peers.OnnxRuntime is { } library)
        {
            foreach (var model in ModelCatalogue.All) CheckOutputs(library, model, batch: 1, Report);
            CheckOutputs(library, ModelCatalogue.SmallMlp, batch: 5, Report);
            CheckOutputs(library, EveryLayer(), batch: 3, Report);
            CheckSensitivity(library, Report);
            CheckErrors(library, Report);
        }

        CheckSizes(Report);
        CheckFiles(Report);
        Console.WriteLine(peers.TorchStatus);
        if (peers.Torch is not null)
        {
            foreach (var model in new[] { ModelCatalogue.DigitsMlp, ModelCatalogue.LeNet5, ModelCatalogue.LeNet5Relu })
                CheckTraining(peers, model, Report);
        }

        Console.WriteLine(held ? "All checks held." : "Some checks failed.");
        return held;
    }

    private static void CheckOutputs(OnnxRuntimeLibrary library, Model model, int batch, Action<string, bool, string> report)
    {
        var weights = Weights.Random(model, Seed);
        using var peer = new OnnxRuntimeContender(library, model, weights, batch);
        Fill(peer.Input);
        peer.Run(1);
        var agreement = Agreement.Of(peer.Output, model.Evaluate(peer.Input, weights));
        report($"{model.Name}, batch {batch}", agreement.Agrees, $"relative error {agreement.RelativeError:E1} over {peer.Output.Length} outputs");
    }

    /// <summary>A comparison that could not fail would prove nothing: with one weight changed, the outputs must disagree.</summary>
    private static void CheckSensitivity(OnnxRuntimeLibrary library, Action<string, bool, string> report)
    {
        var model = ModelCatalogue.LeNet5;
        var weights = Weights.Random(model, Seed);
        using var peer = new OnnxRuntimeContender(library, model, weights);
        Fill(peer.Input);
        peer.Run(1);
        weights.Get("conv2d1.weight", 6, 1, 5, 5)[0] += 1;
        var agreement = Agreement.Of(peer.Output, model.Evaluate(peer.Input, weights));
        report("a changed weight shows", !agreement.Agrees, $"relative error {agreement.RelativeError:E1}");
    }

    private static void CheckErrors(OnnxRuntimeLibrary library, Action<string, bool, string> report)
    {
        Expect("bytes that are no model", () => library.CreateSession([1, 2, 3, 4]).Dispose());
        Expect("an input the model does not have", () =>
        {
            using var session = library.CreateSession(ModelCatalogue.SmallMlp.ToOnnx(Weights.Random(ModelCatalogue.SmallMlp, Seed)));
            session.BindInput("nowhere", 1, 16);
        });

        void Expect(string fault, Action action)
        {
            try
            {
                action();
                report($"{fault} is refused", false, "no error was reported");
            }
            catch (OnnxRuntimeException error)
            {
                report($"{fault} is refused", true, error.Message);
            }
        }
    }

    /// <summary>The published sizes of well-known networks: a model that misses them is another network.</summary>
    private static void CheckSizes(Action<string, bool, string> report)
    {
        foreach (var (model, parameters) in new[]
        {
            (ModelCatalogue.LeNet5, 61_706L), (ModelCatalogue.ResNet18, 11_689_512L), (ModelCatalogue.MobileNetV2, 3_504_872L), (ModelCatalogue.SqueezeNet, 1_235_496L),
        })
        {
            report($"{model.Name} is of the published size", model.ParameterCount == parameters, $"{model.ParameterCount:N0} parameters, {model.Macs:N0} MACs");
        }
    }

    private static void CheckFiles(Action<string, bool, string> report)
    {
        var weights = Weights.Random(ModelCatalogue.LeNet5, Seed);
        var file = Path.GetTempFileName();
        try
        {
            SafetensorsFile.Write(file, weights.Tensors);
            var read = SafetensorsFile.Read(file).Tensors;
            var equal = read.Count == weights.Tensors.Count && weights.Tensors.All(entry =>
                read[entry.Key].Shape.SequenceEqual(entry.Value.Shape) && read[entry.Key].Elements.SequenceEqual(entry.Value.Elements));
            report("safetensors written and read", equal, $"{read.Count} tensors");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void CheckTraining(Cases.Peers peers, Model model, Action<string, bool, string> report)
    {
        var problem = TrainingProblem.Random(model, Weights.Random(model, Seed), batch: 32, Seed);
        using var peer = peers.CreateTraining(problem)!;
        var losses = peer.Losses(TrainingSteps);
        var agreement = Agreement.Of([(float)losses[0]], [problem.CrossEntropy()]);
        report($"{model.Name}, PyTorch's first loss", agreement.Agrees, $"{losses[0]:F5}, relative error {agreement.RelativeError:E1}");
        report($"{model.Name}, PyTorch's loss falls", losses[^1] < losses[0], $"{losses[0]:F3} to {losses[^1]:F3} in {TrainingSteps} steps");
        var time = peer.Time(3);
        report($"{model.Name}, PyTorch's step is timed", time > 0, $"{time:F0} ns");
    }

    /// <summary>A graph with each layer kind at least once, strides, padding and a branch among them.</summary>
    private static Model EveryLayer()
    {
        var model = new ModelBuilder("every-layer", 3, 17, 13);
        model.Append(new Convolution(8, 3) { Stride = 2, Padding = 1, Bias = false });
        model.Append(new BatchNormalization());
        var trunk = model.Append(new Relu());
        model.Append(new Convolution(8, 3) { Padding = 1, Groups = 4 });
        var gate = model.Append(new Sigmoid());
        var sum = model.Append(new Add(), trunk, gate);
        var largest = model.Append(new MaxPool(3) { Stride = 2, Padding = 1 }, sum);
        var mean = model.Append(new AveragePool(3) { Stride = 2, Padding = 1 }, sum);
        model.Append(new Concat(), largest, mean);
        model.Append(new Tanh());
        var wide = model.Append(new Relu6());
        model.Append(new GlobalAveragePool(), wide);
        model.Append(new Reshape(2, 8));
        model.Append(new Softmax());
        model.Append(new Flatten());
        model.Append(new Dense(5));
        return model.Build();
    }

    private static void Fill(Span<float> values)
    {
        var random = new Random(Seed);
        foreach (ref var value in values) value = (2 * random.NextSingle()) - 1;
    }
}
