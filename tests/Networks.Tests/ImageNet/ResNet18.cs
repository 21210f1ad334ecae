namespace NetGen.Networks;

/// <summary>He et al. 2016, "Deep Residual Learning for Image Recognition": 18 layers, two basic blocks a stage.</summary>
[Network]
[Input(3, 224, 224)]
[Conv2D(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm, Relu, MaxPool2D(3, Stride = 2, Padding = 1)]
[Block<BasicBlock>("Channels = 64", Repeat = 2)]
[Block<BasicBlock>("Channels = 128, Stride = 2"), Block<BasicBlock>("Channels = 128")]
[Block<BasicBlock>("Channels = 256, Stride = 2"), Block<BasicBlock>("Channels = 256")]
[Block<BasicBlock>("Channels = 512, Stride = 2"), Block<BasicBlock>("Channels = 512")]
[GlobalAvgPool, Flatten, Dense(1000)]
[CrossEntropyLoss]
public sealed partial class ResNet18;
