using Consumer;
using NetGen.Data;
using NetGen.Training;

const int Samples = 512;
var random = new Random(1);
var (inputs, labels) = (new float[2 * Samples], new int[Samples]);
for (var i = 0; i < Samples; i++)
{
    var (x, y) = (inputs[2 * i], inputs[(2 * i) + 1]) = ((2 * random.NextSingle()) - 1, (2 * random.NextSingle()) - 1);
    labels[i] = (x * x) + (y * y) < 0.6f ? 1 : 0;
}

var data = new Dataset(inputs, 2, labels);
var network = new Disk(seed: 1);
var trainer = new Trainer<Disk>(network, new Adam(learningRate: 2e-2f)) { Epochs = 30 };
var before = trainer.Evaluate(data);
trainer.Fit(data);
var after = trainer.Evaluate(data);
network.Save("disk.safetensors");
var reloaded = new Trainer<Disk>(Disk.Load("disk.safetensors"), new Adam()).Evaluate(data);
Console.WriteLine(FormattableString.Invariant($"loss {before.Loss} {after.Loss} {reloaded.Loss}"));
Console.WriteLine(FormattableString.Invariant($"accuracy {after.Accuracy}"));
Console.WriteLine($"features {Features.OutputLength}");
