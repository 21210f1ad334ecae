// LeNet-5 on MNIST: dotnet run -c Release --project samples/LeNet -- <folder with the four IDX files, plain or .gz> [epochs]
using System.Globalization;
using NetGen.Data;
using NetGen.Samples;
using NetGen.Training;

const int BatchSize = 32;

if (args.Length is 0 or > 2 || !Directory.Exists(args[0]) || (args.Length == 2 && !int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out _)))
{
    Console.Error.WriteLine("usage: LeNet <folder with train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte, plain or .gz> [epochs]");
    return 2;
}

var epochs = args.Length == 2 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
var train = IdxReader.ReadDataset(FileOf("train-images-idx3-ubyte"), FileOf("train-labels-idx1-ubyte"));
var test = IdxReader.ReadDataset(FileOf("t10k-images-idx3-ubyte"), FileOf("t10k-labels-idx1-ubyte"));
var scaler = StandardScaler.FitChannels(train, channels: 1);
(train, test) = (scaler.Transform(train), scaler.Transform(test));

var network = new LeNet5(seed: 1);
Console.WriteLine($"LeNet-5: {LeNet5.ParameterCount:N0} parameters, {LeNet5.ForwardMacs:N0} MACs, {LeNet5.ForwardFlops:N0} FLOPs for an image");
var steps = epochs * ((train.Count + BatchSize - 1) / BatchSize);
var trainer = new Trainer<LeNet5>(network, new Adam(learningRate: 1e-3f))
{
    BatchSize = BatchSize,
    Epochs = epochs,
    Schedule = new OneCycleSchedule(maxRate: 4e-3f, steps),
    SchedulePeriod = SchedulePeriod.Step,
};
var report = trainer.Fit(train, test);

var seconds = report.Epochs.Sum(epoch => epoch.Duration.TotalSeconds);
Console.WriteLine($"test accuracy after {epochs} epochs: {trainer.Evaluate(test).Accuracy:P2}");
Console.WriteLine($"{report.Epochs.Average(epoch => epoch.SamplesPerSecond):N0} images per second in training ({seconds:N1} s with validation)");
return 0;

string FileOf(string name)
{
    foreach (var candidate in new[] { name, name + ".gz" })
        if (File.Exists(Path.Combine(args[0], candidate))) return Path.Combine(args[0], candidate);
    throw new FileNotFoundException($"{args[0]} holds neither {name} nor {name}.gz.");
}
