using System.Diagnostics;
using NetGen.Testing;

namespace NetGen.Networks;

/// <summary>
/// The large networks run: the same declarations with a smaller image, which their global or adaptive pooling allows, compiled for the best instruction
/// set of this machine and compared with the interpreter. Odd extents, so that no tile divides them.
/// </summary>
public sealed class ReducedForwardTests
{
    private const string Size = "[Input(3, 33, 33)]", LargerSize = "[Input(3, 67, 67)]";

    public static TheoryData<string> Networks =>
        ["AlexNet", "Vgg16", "GoogLeNet", "ResNet18", "ResNet50", "MobileNetV2", "SqueezeNet", "DenseNet121", "ShuffleNetV2"];

    [Theory, MemberData(nameof(Networks))]
    public void A_large_network_computes_what_the_interpreter_does(string network)
    {
        var isa = InstructionSet.Here.Last();
        var watch = Stopwatch.StartNew();
        var run = Declarations.Generate([Reduced(network, isa.Name), .. Declarations.Of(network).Skip(1)]);
        using var assembly = run.Compile();
        var emitted = CompiledNetwork.Of(assembly.Type($"NetGen.Networks.{network}"), isa);
        var compiled = watch.Elapsed;
        var interpreted = InterpretedRun.Of(InterpretedNetwork.Of(run.Specs.Single()), batch: 1);

        Agreement.Outputs(interpreted.Outputs, emitted.Forward(1, interpreted.Inputs, interpreted.State));
        TestContext.Current.TestOutputHelper?.WriteLine($"{network} on {isa.Name}: {compiled.TotalSeconds:F1} s to generate and compile, {(watch.Elapsed - compiled).TotalSeconds:F1} s to run");
    }

    private static string Reduced(string network, string isa)
    {
        var source = Declarations.Of(network)[0]
            .Replaced("[Network]", $"[Network(Targets = Targets.{isa})]")
            .Replaced("[CrossEntropyLoss]\n", "")
            .Replaced("[Input(3, 224, 224)]", network == "AlexNet" ? LargerSize : Size);
        // The dense layers of these two hold nine tenths of the parameters and are all alike.
        return network is "AlexNet" or "Vgg16" ? source.Replaced("Dense(4096)", "Dense(256)") : source;
    }
}
