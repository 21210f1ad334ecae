using System.Text.RegularExpressions;
using NetGen.Peers.Models;

namespace NetGen.Peers.Cases;

/// <summary>The rows of the comparison, each with the ratio that is accepted and the one that is aimed at.</summary>
internal static class CaseCatalogue
{
    public static IReadOnlyList<Case> All { get; } =
    [
        new("MLP 16-64-64-8, batch 1", CaseKind.Inference, ModelCatalogue.SmallMlp) { Ratio = new(15, 25) },
        new("MLP 784-128-10, batch 1", CaseKind.Inference, ModelCatalogue.DigitsMlp) { Ratio = new(1.8, 2.3), BandwidthBound = true },
        new("MLP 784-128-10 with bfloat16 weights, batch 1", CaseKind.Inference, ModelCatalogue.DigitsMlp)
        {
            Network = "mlp-784-128-10/bfloat16",
            Ratio = new(null, 4),
            BandwidthBound = true,
            WeightBytes = 2,
        },
        new("LeNet-5, batch 1", CaseKind.Inference, ModelCatalogue.LeNet5) { Ratio = new(2.5, 3.5) },
        new("LeNet-5 with relu and max-pooling, batch 1", CaseKind.Inference, ModelCatalogue.LeNet5Relu) { Ratio = new(2.5, 3.5) },
        new("3x3 convolution, 64 channels @56", CaseKind.Inference, ModelCatalogue.Convolution3x3x64) { Ratio = new(2, 3.3) },
        new("3x3 convolution, 128 channels @28", CaseKind.Inference, ModelCatalogue.Convolution3x3x128) { Ratio = new(2, 3.6) },
        new("3x3 convolution, 256 channels @14", CaseKind.Inference, ModelCatalogue.Convolution3x3x256) { Ratio = new(1.5, 2.1) },
        new("3x3 convolution, 512 channels @7", CaseKind.Inference, ModelCatalogue.Convolution3x3x512) { Ratio = new(1.2, 1.5) },
        new("1x1 convolution, 256 to 64 channels @56", CaseKind.Inference, ModelCatalogue.Convolution1x1) { Ratio = new(1.1, 1.3) },
        new("depthwise 3x3 convolution, 32 channels @112", CaseKind.Inference, ModelCatalogue.DepthwiseConvolution) { Ratio = new(2.5, 4) },
        new("direct 3x3 convolution (strict), 64 channels @56", CaseKind.Inference, ModelCatalogue.Convolution3x3x64)
        {
            Network = "conv-3x3-64/strict",
            PercentOfPeak = new(85, 92),
        },
        new("7x7/2 convolution, 3 to 64 channels @224", CaseKind.Inference, ModelCatalogue.FirstConvolution) { PercentOfPeak = new(85, 92) },
        new("GEMM 512x512x512", CaseKind.Inference, ModelCatalogue.SquareDense) { Batch = 512, PercentOfPeak = new(85, 92) },
        new("dense 256 to 1, batch 1", CaseKind.Inference, ModelCatalogue.Head),
        new("dense 256 to 1, batch 56", CaseKind.Inference, ModelCatalogue.Head) { Batch = 56 },
        new("ResNet-18 @224, batch 1", CaseKind.Inference, ModelCatalogue.ResNet18) { Ratio = new(1.4, 1.9) },
        new("MobileNetV2 @224, batch 1", CaseKind.Inference, ModelCatalogue.MobileNetV2) { Ratio = new(1.2, 1.5) },
        new("SqueezeNet 1.1 @224, batch 1", CaseKind.Inference, ModelCatalogue.SqueezeNet) { Ratio = new(1.3, 1.8) },
        new("U-Net @128, batch 1", CaseKind.Inference, ModelCatalogue.UNet),
        new("ResNet-18 @224, batch 1, two threads", CaseKind.Inference, ModelCatalogue.ResNet18) { Threads = 2 },
        new("MobileNetV2 @224, batch 1, two threads", CaseKind.Inference, ModelCatalogue.MobileNetV2) { Threads = 2 },
        new("SqueezeNet 1.1 @224, batch 1, two threads", CaseKind.Inference, ModelCatalogue.SqueezeNet) { Threads = 2 },
        new("U-Net @128, batch 1, two threads", CaseKind.Inference, ModelCatalogue.UNet) { Threads = 2 },
        new("train step MLP 16-64-64-8, SGD, batch 32", CaseKind.Training, ModelCatalogue.SmallMlp) { Batch = 32, Ratio = new(5, 8) },
        new("train step MLP 16-64-64-8, Adam, batch 32", CaseKind.Training, ModelCatalogue.SmallMlp) { Batch = 32, Optimizer = OptimizerKind.Adam, Ratio = new(9, 14) },
        new("train step MLP 784-128-10, SGD, batch 32", CaseKind.Training, ModelCatalogue.DigitsMlp) { Batch = 32, Ratio = new(2, 2.8) },
        new("train step MLP 784-128-10, SGD, batch 64", CaseKind.Training, ModelCatalogue.DigitsMlp) { Batch = 64, Ratio = new(1.6, 2) },
        new("train step LeNet-5, SGD, batch 32", CaseKind.Training, ModelCatalogue.LeNet5) { Batch = 32, Ratio = new(2.5, 4) },
        new("train step LeNet-5 with relu and max-pooling, SGD, batch 32", CaseKind.Training, ModelCatalogue.LeNet5Relu)
        {
            Batch = 32,
            Ratio = new(2.5, 4),
        },
        new("train step MLP 784-128-10, Adam, batch 32", CaseKind.Training, ModelCatalogue.DigitsMlp) { Batch = 32, Optimizer = OptimizerKind.Adam },
        new("train step MLP 784-128-10, SGD, batch 64, two threads", CaseKind.Training, ModelCatalogue.DigitsMlp) { Batch = 64, Threads = 2 },
        new("train step LeNet-5, SGD, batch 32, two threads", CaseKind.Training, ModelCatalogue.LeNet5) { Batch = 32, Threads = 2 },
        new("train step LeNet-5 with relu and max-pooling, SGD, batch 32, two threads", CaseKind.Training, ModelCatalogue.LeNet5Relu) { Batch = 32, Threads = 2 },
    ];

    /// <summary>The cases whose name contains one of the filters, in which * stands for anything; all of them without a filter.</summary>
    public static IReadOnlyList<Case> Matching(IReadOnlyList<string> filters)
    {
        if (filters.Count == 0) return All;
        var patterns = filters.Select(filter => Regex.Escape(filter).Replace("\\*", ".*", StringComparison.Ordinal)).ToArray();
        return [.. All.Where(row => patterns.Any(pattern => Regex.IsMatch(row.Name, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)))];
    }
}
