// LeNet-5 as a native program. dotnet run -c Release --project samples/Aot -- <file>: loads the network from the file, or trains it and writes the file
// when there is none; then prints its outputs for ten images. compare.sh publishes it with NativeAOT and compares.
using System.Diagnostics;
using System.Globalization;
using System.Text;
using NetGen.Samples;
#if !INFERENCE_ONLY
using NetGen.Training;
#endif

const int Pixels = LeNet5.InputLength;

if (args.Length != 1)
{
    Console.Error.WriteLine("usage: Aot <file.safetensors>");
    return 2;
}

#if !INFERENCE_ONLY
if (!File.Exists(args[0])) Train(args[0]);
#endif

var clock = Stopwatch.StartNew();
var network = LeNet5.Load(args[0]);
var loaded = clock.Elapsed.TotalMilliseconds;
var (image, outputs, right) = (new float[Pixels], new float[LeNet5.OutputLength], 0);
for (var digit = 0; digit < 10; digit++)
{
    Glyphs.Draw(digit, seed: 0, image);
    network.Forward(image, outputs);
    if (digit == 0) Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"loaded in {loaded:F2} ms, first inference after {clock.Elapsed.TotalMilliseconds:F2} ms"));
    var answer = 0;
    for (var i = 1; i < outputs.Length; i++)
    {
        if (outputs[i] > outputs[answer]) answer = i;
    }

    if (answer == digit) right++;
    var line = new StringBuilder($"{digit} is read as {answer}:");
    foreach (var y in outputs) line.Append(' ').Append(y.ToString("R", CultureInfo.InvariantCulture));
    Console.WriteLine(line.ToString());
}

return right == 10 ? 0 : 1;

#if !INFERENCE_ONLY
// The loop behind a trainer, written out: a batch, a step.
static void Train(string file)
{
    const int Steps = 300, BatchSize = 32;
    var network = new LeNet5(seed: 1);
    var optimizer = new Adam(learningRate: 2e-3f);
    var (images, labels) = (new float[BatchSize * Pixels], new int[BatchSize]);
    for (var step = 0; step < Steps; step++)
    {
        for (var i = 0; i < BatchSize; i++)
        {
            labels[i] = ((step * BatchSize) + i) % 10;
            Glyphs.Draw(labels[i], seed: 1 + (step * BatchSize) + i, images.AsSpan(i * Pixels, Pixels));
        }

        var loss = network.Train(images, labels, optimizer);
        if (step % 100 == 99) Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {step + 1}: loss {loss:F4}"));
    }

    network.Save(file);
}
#endif
