namespace NetGen.Networks;

/// <summary>He et al. 2016, "Deep Residual Learning for Image Recognition": 34 layers, basic blocks.</summary>
[Network]
[Input(3, 224, 224)]
[Conv2D(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm, Relu, MaxPool2D(3, Stride = 2, Padding = 1)]
[Block<BasicBlock>("Channels = 64", Repeat = 3)]
[Block<BasicBlock>("Channels = 128, Stride = 2"), Block<BasicBlock>("Channels = 128", Repeat = 3)]
[Block<BasicBlock>("Channels = 256, Stride = 2"), Block<BasicBlock>("Channels = 256", Repeat = 5)]
[Block<BasicBlock>("Channels = 512, Stride = 2"), Block<BasicBlock>("Channels = 512", Repeat = 2)]
[GlobalAvgPool, Flatten, Dense(1000)]
[CrossEntropyLoss]
public sealed partial class ResNet34;
