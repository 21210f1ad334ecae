// Reads 1,797 handwritten digits, trains on four fifths of them, and reports how the rest is recognised. Then saves, reloads, compares, and times.
using System.Diagnostics;
using NetGen.Data;
using NetGen.Metrics;
using NetGen.Samples;
using NetGen.Training;

const int Epochs = 40, BatchSize = 64;

var all = CsvReader.Read(Path.Combine(AppContext.BaseDirectory, "data", "digits.csv.gz"), new CsvOptions { HasHeader = false }).WithLabels(^1);
var split = DatasetSplit.Stratified(all, test: 0.2, seed: 1);
var scaler = StandardScaler.FitChannels(split.Train, channels: 1);
var (train, test) = (scaler.Transform(split.Train), scaler.Transform(split.Test));

var network = new DigitNet(seed: 1);
Console.WriteLine($"{DigitNet.Info.Name}: {DigitNet.ParameterCount:N0} parameters, {DigitNet.ForwardFlops:N0} FLOPs for an image");
var steps = Epochs * ((train.Count + BatchSize - 1) / BatchSize);
var trainer = new Trainer<DigitNet>(network, new Adam(learningRate: 1e-3f))
{
    BatchSize = BatchSize,
    Epochs = Epochs,
    Schedule = new OneCycleSchedule(maxRate: 1e-2f, steps),
    SchedulePeriod = SchedulePeriod.Step,
};
trainer.Fit(train);

var outputs = new float[test.Count * DigitNet.OutputLength];
network.Forward(test.Inputs, outputs);
var confusion = new ConfusionMatrix(DigitNet.OutputLength);
confusion.AddScores(outputs, test.Labels);
Console.WriteLine($"\n{test.Count} digits held out, {confusion.Accuracy:P2} recognised (rows: what it is, columns: what it was taken for)\n{confusion}");

var file = Path.Combine(Path.GetTempPath(), "netgen-digits.safetensors");
network.Save(file);
var again = new float[outputs.Length];
DigitNet.Load(file).Forward(test.Inputs, again);
var identical = outputs.AsSpan().SequenceEqual(again);
Console.WriteLine($"saved to {file} and reloaded: predictions {(identical ? "identical" : "DIFFERENT")}");

var (image, scores, rounds) = (test.Input(0).ToArray(), new float[DigitNet.OutputLength], new double[41]);
for (var i = 0; i < 5_000; i++) network.Forward(image, scores);
const int Calls = 1_000;
var allocated = GC.GetAllocatedBytesForCurrentThread();
for (var round = 0; round < rounds.Length; round++)
{
    var start = Stopwatch.GetTimestamp();
    for (var i = 0; i < Calls; i++) network.Forward(image, scores);
    rounds[round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls;
}

allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
Array.Sort(rounds);
Console.WriteLine($"one inference: {rounds[rounds.Length / 2]:N0} ns (median of {rounds.Length} rounds), {allocated} bytes allocated in {rounds.Length * Calls:N0}");

return identical && confusion.Accuracy >= 0.98 ? 0 : 1;
