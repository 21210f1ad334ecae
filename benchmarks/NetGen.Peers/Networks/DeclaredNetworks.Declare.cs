using NetGen.Peers.Networks;

namespace NetGen.Peers.Declared;

internal static partial class DeclaredNetworks
{
    // Each loop names its class, so that the compiler calls it directly; a generic one would go through the interface.
    static partial void Declare()
    {
        Training<SmallMlp>("mlp-16-64-64-8", static (net, x, y, n) => { while (n-- > 0) net.Forward(x, y); });
        Inference<DigitsMlpBFloat16>("mlp-784-128-10/bfloat16", static (net, x, y, n) => { while (n-- > 0) net.Forward(x, y); });
        Inference<Convolution3x3x64>("conv-3x3-64", static (net, x, y, n) => { while (n-- > 0) net.Forward(x, y); });
        Inference<Convolution3x3x64Strict>("conv-3x3-64/strict", static (net, x, y, n) => { while (n-- > 0) net.Forward(x, y); });
        Inference<Convolution3x3x128>("conv-3x3-128", static (net, x, y, n) => { while (n-- > 0) net.Forward(x, y); });
        Inference<Convolution3x3x256>("conv-3x3-256", static (net, x, y, n) => { while (n-- > 0) net.Forward(x, y); });
        Inference<Convolution3x3x512>("conv-3x3-512", static (net, x, y, n) => { while (n-- > 0) net.Forward(x, y); });
        Inference<Convolution1x1>("conv-1x1-256-64", static (net, x, y, n) => { while (n-- > 0) net.Forward(x, y); });
        Inference<DepthwiseConvolution>("conv-depthwise-3x3-32", static (net, x, y, n) => { while (n-- > 0) net.Forward(x, y); });
        Inference<FirstConvolution>("conv-7x7-3-64", static (net, x, y, n) => { while (n-- > 0) net.Forward(x, y); });
        Inference<ResNet18>("resnet18", static (net, x, y, n) => { while (n-- > 0) net.Forward(x, y); });
        Inference<MobileNetV2>("mobilenetv2", static (net, x, y, n) => { while (n-- > 0) net.Forward(x, y); });
        Inference<SqueezeNet>("squeezenet1.1", static (net, x, y, n) => { while (n-- > 0) net.Forward(x, y); });
        Inference<UNet>("unet", static (net, x, y, n) => { while (n-- > 0) net.Forward(x, y); });
        Inference<SquareDense>("dense-512-512", static (net, x, y, n) => { while (n-- > 0) net.Forward(x, y); });
        Inference<Head>("dense-256-1", static (net, x, y, n) => { while (n-- > 0) net.Forward(x, y); });

        Training<DigitsMlp>("mlp-784-128-10", static (net, x, y, n) => { while (n-- > 0) net.Forward(x, y); });
        Training<LeNet5>("lenet5", static (net, x, y, n) => { while (n-- > 0) net.Forward(x, y); });
        Training<LeNet5Relu>("lenet5-relu", static (net, x, y, n) => { while (n-- > 0) net.Forward(x, y); });
    }

    private static void Inference<TNetwork>(string name, ForwardLoop<TNetwork> forward)
        where TNetwork : class, INetwork<TNetwork> => ByName.Add(name, new DeclaredNetwork<TNetwork>(forward));

    private static void Training<TNetwork>(string name, ForwardLoop<TNetwork> forward)
        where TNetwork : class, INetwork<TNetwork>, ILabelTrained => ByName.Add(name, new DeclaredClassifier<TNetwork>(forward));
}
