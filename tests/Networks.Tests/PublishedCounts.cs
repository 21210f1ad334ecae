namespace NetGen.Networks;

/// <summary>
/// What is published of a network: parameters exactly, multiply-adds of one image of 224 × 224 in billions (torchvision's model metadata, where
/// they are listed as operations with three or four digits).
/// </summary>
internal sealed record PublishedCounts(string Network, long Parameters, double GigaMacs)
{
    // ResNet-101 and ShuffleNetV2 are quoted with other figures too: 7.83 counts BatchNorm and pooling as well, 0.14 is 0.145 cut off. The
    // convolutions and dense layers, which are what is counted here, multiply 7.801 and 0.145 billion times.
    public static IReadOnlyList<PublishedCounts> All { get; } =
    [
        new("AlexNet", 61_100_840, 0.714),
        new("Vgg16", 138_357_544, 15.47),
        new("ResNet18", 11_689_512, 1.814),
        new("ResNet34", 21_797_672, 3.664),
        new("ResNet50", 25_557_032, 4.089),
        new("ResNet101", 44_549_160, 7.801),
        new("ResNet152", 60_192_808, 11.514),
        new("GoogLeNet", 6_624_904, 1.498),
        new("MobileNetV2", 3_504_872, 0.301),
        new("SqueezeNet", 1_235_496, 0.349),
        new("DenseNet121", 7_978_856, 2.834),
        new("ShuffleNetV2", 2_278_604, 0.145),
    ];
}
