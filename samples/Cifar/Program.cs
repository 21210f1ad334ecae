// A small residual network on 5,000 images of CIFAR-10: dotnet run -c Release --project samples/Cifar -- <folder with train_5k.bin.gz and test_1k.bin.gz> [epochs]
//
// To compare with: of 4,000 labelled images the published figures reach from 70.7 % (features learned by k-means, Coates and Ng 2011) to 79.7 % (a wide
// residual network of 28 layers and 1.5 million parameters, 20 times this one; Oliver et al. 2018).
using System.Globalization;
using NetGen.Data;
using NetGen.Samples;
using NetGen.Training;

const int BatchSize = 64;

if (args.Length is 0 or > 2 || !Directory.Exists(args[0]) || (args.Length == 2 && !int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out _)))
{
    Console.Error.WriteLine("usage: Cifar <folder with train_5k.bin.gz and test_1k.bin.gz: records of a label and 3,072 pixels> [epochs]");
    return 2;
}

var epochs = args.Length == 2 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 48;
var train = CifarReader.Read(Path.Combine(args[0], "train_5k.bin.gz"));
var test = CifarReader.Read(Path.Combine(args[0], "test_1k.bin.gz"));
var scaler = StandardScaler.FitChannels(train, channels: 3);
(train, test) = (scaler.Transform(train), scaler.Transform(test));

var baseline = new Trainer<LogisticRegression>(new LogisticRegression(seed: 1), new AdamW(learningRate: 1e-3f, weightDecay: 0.1f))
{
    BatchSize = BatchSize,
    Epochs = 10,
    Schedule = new CosineSchedule(1e-3f, 10),
    Progress = TrainingProgress.Silent,
};
baseline.Fit(train);
var linear = baseline.Evaluate(test).Accuracy!.Value;
Console.WriteLine($"logistic regression on the pixels: {LogisticRegression.ParameterCount:N0} parameters, {linear:P1} of {test.Count} test images");

Console.WriteLine($"{ResNet8.Info.Name}: {ResNet8.ParameterCount:N0} parameters, {ResNet8.ForwardMacs:N0} MACs for an image");
var steps = epochs * ((train.Count + BatchSize - 1) / BatchSize);
var trainer = new Trainer<ResNet8>(new ResNet8(seed: 1), new AdamW(learningRate: 1e-3f, weightDecay: 0.05f))
{
    BatchSize = BatchSize,
    Epochs = epochs,
    Schedule = new OneCycleSchedule(maxRate: 8e-3f, steps),
    SchedulePeriod = SchedulePeriod.Step,
    Augmentation = new ImageAugmentation(3, 32, 32) { FlipProbability = 0.5f, CropPadding = 4 },
};
var report = trainer.Fit(train, test);

var picture = Path.Combine(Path.GetTempPath(), "netgen-cifar.svg");
report.SaveSvg(picture);
var accuracy = report.Last!.ValidationAccuracy!.Value;
Console.WriteLine($"{report.Epochs.Average(epoch => epoch.SamplesPerSecond):N0} images per second in training, {report.Duration.TotalSeconds:N0} s in all; the curves stand in {picture}");
Console.WriteLine($"test accuracy after {epochs} epochs: {accuracy:P1}, logistic regression {linear:P1}");
return accuracy > linear ? 0 : 1;
