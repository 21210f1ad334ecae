using System.Globalization;
using NetGen.Peers.Measuring;
using NetGen.Peers.Models;

namespace NetGen.Peers.Torch;

/// <summary>Training steps taken by PyTorch in its own process, which times itself: the pipe between the two costs nothing.</summary>
internal sealed class TorchContender(TorchProcess process, TrainingProblem problem) : TrainingContender
{
    private string Optimizer => problem.Optimizer == OptimizerKind.Adam ? "adam" : "sgd";

    public override string Name => $"PyTorch {process.Version}";

    // The process has just been woken and its caches hold our data: a single step would be measured cold.
    public override int MinimumRepetitions => 10;

    public override void Run(int repetitions) => Time(repetitions);

    public override double Time(int repetitions) =>
        double.Parse(process.Ask($"run {problem.Model.Name} {problem.Batch} {Optimizer} {repetitions}"), CultureInfo.InvariantCulture);

    public override double[] Losses(int steps)
    {
        var file = Path.GetTempFileName();
        try
        {
            var labels = Array.ConvertAll(problem.Labels, label => (float)label);
            SafetensorsFile.Write(
                file,
                problem.Weights.Tensors
                    .Append(new("input", new Tensor([problem.Input.Length], problem.Input)))
                    .Append(new("labels", new Tensor([labels.Length], labels))));
            var reply = process.Ask($"losses {problem.Model.Name} {problem.Batch} {Optimizer} \"{file}\" {steps} {problem.LearningRate}");
            return [.. reply.Split(' ').Select(loss => double.Parse(loss, CultureInfo.InvariantCulture))];
        }
        finally
        {
            File.Delete(file);
        }
    }
}
