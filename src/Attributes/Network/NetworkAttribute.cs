namespace NetGen;

/// <summary>
/// Marks a partial class as a neural network: the attributes below it are its layers, read from top to bottom, and the compiler adds the
/// members that run and train it.
/// </summary>
/// <example>
/// <code>
/// [Network]
/// [Input(1, 28, 28)]
/// [Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2)]
/// [Flatten, Dense(10)]
/// [CrossEntropyLoss]
/// public sealed partial class SmallNet;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>
    /// Which instruction sets get a body of their own; the best one the machine has is chosen at each call. Default: those of the processors that the
    /// project is for. A project whose <c>PlatformTarget</c> is <c>x64</c> (as a <c>RuntimeIdentifier</c> such as <c>linux-x64</c> makes it) gets none
    /// for Arm, and the other way round; one without gets all.
    /// </summary>
    public Targets Targets { get; set; } = Targets.All;

    /// <summary>How far loops are unrolled. Default: <see cref="Unroll.Auto"/>.</summary>
    public Unroll Unroll { get; set; } = Unroll.Auto;

    /// <summary>How inference stores weights. Default: <see cref="WeightFormat.Float32"/>.</summary>
    public WeightFormat Weights { get; set; } = WeightFormat.Float32;

    /// <summary>
    /// Forbids algorithms that compute other products than the layer's formula has: Winograd's method for 3×3 convolutions, which inference
    /// otherwise takes where it pays, from tiles of 6×6 (or 4×4) pixels of all channels. The error of an output of Winograd's method is measured by the
    /// largest number in its tile, not in its own 3×3 neighbourhood (about 1e-6 of it, times the sum of the weights' magnitudes), and an infinity or NaN
    /// anywhere in a tile makes all 4×4 (2×2) outputs of the tile NaN or infinite, also those that do not see it. Training (the gradient) always
    /// computes the direct sum. Default: <c>false</c>.
    /// </summary>
    public bool Strict { get; set; }

    /// <summary>
    /// Whether the training side (gradient and training step) is emitted. Default: <see cref="TrainingMode.Auto"/>, that is when there is a loss.
    /// </summary>
    public TrainingMode Training { get; set; } = TrainingMode.Auto;

    /// <summary>
    /// Writes what the compiler decided as comments at the heads of the emitted files: the graph of each program after all passes, the layouts and the
    /// memory plan to the file with the API, the loop nest of each kernel to the files of the instruction sets. The MSBuild property <c>NetGenDump</c> does so
    /// for every network of a project. Default: <c>false</c>.
    /// </summary>
    public bool Dump { get; set; }
}
