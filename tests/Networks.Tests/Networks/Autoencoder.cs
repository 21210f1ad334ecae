namespace NetGen.Networks;

/// <summary>
/// A convolutional autoencoder: 784 pixels to a code of 32 numbers and back. The targets are the input, or its clean version to take noise away.
/// </summary>
[Network]
[Input(1, 28, 28)]
[Conv2D(16, 3, Stride = 2, Padding = 1), Relu]
[Conv2D(32, 3, Stride = 2, Padding = 1), Relu]
[Flatten, Dense(32, Name = "code")]
[Dense(32 * 7 * 7), Relu, Reshape(32, 7, 7)]
[ConvTranspose2D(16, 3, Stride = 2, Padding = 1, OutputPadding = 1), Relu]
[ConvTranspose2D(1, 3, Stride = 2, Padding = 1, OutputPadding = 1), Sigmoid(Name = "image")]
[Output("image"), Output("code")]
[MeanSquaredErrorLoss(On = "image")]
public sealed partial class Autoencoder;
