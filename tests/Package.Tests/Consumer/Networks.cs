using NetGen;

namespace Consumer;

/// <summary>Tells the inside of a disk from the outside.</summary>
[Network]
[Input(2)]
[Dense(16), Tanh, Dense(2)]
[CrossEntropyLoss]
public sealed partial class Disk;

/// <summary>A convolution, so that a window's kernels are compiled as well.</summary>
[Network]
[Input(1, 6, 6)]
[Conv2D(4, 3), Relu, GlobalAvgPool]
public sealed partial class Features;
