namespace NetGen.Networks;

/// <summary>
/// Three images through one embedding (Schroff et al. 2015, "FaceNet"): two of one class, one of another. Only the anchor's embedding is an output;
/// the loss sees all three, and the weights exist once.
/// </summary>
[Network]
[Input(1, 28, 28, Name = "anchor"), Input(1, 28, 28, Name = "positive"), Input(1, 28, 28, Name = "negative")]
[Block<Embedding>(From = "anchor", Name = "embedding")]
[Block<Embedding>(From = "positive", Name = "near", WeightsOf = "embedding")]
[Block<Embedding>(From = "negative", Name = "far", WeightsOf = "embedding")]
[Output("embedding")]
[TripletLoss("near", "far", On = "embedding", Margin = 0.5f)]
public sealed partial class SiameseNetwork;

/// <summary>The embedding alone, as it is used after training: the files of both networks hold the same tensors.</summary>
[Network]
[Input(1, 28, 28)]
[Block<Embedding>(Name = "embedding")]
public sealed partial class EmbeddingNetwork;

/// <summary>An image as a point in 16 dimensions.</summary>
[Block]
[Conv2D(8, 3, Stride = 2, Padding = 1), Relu]
[Conv2D(16, 3, Stride = 2, Padding = 1), Relu]
[Flatten, Dense(16)]
internal sealed class Embedding;
