namespace NetGen.Networks.Weighed;

// Small networks whose losses divide by different things: labels that count, weights of classes, samples, or nothing.
// One instruction set is enough: which losses a batch has does not depend on it, and the compiler is done sooner.

[Network(Targets = Targets.Avx2), Input(5), Dense(4), CrossEntropyLoss]
internal sealed partial class Plain;

[Network(Targets = Targets.Avx2), Input(5), Dense(6), Tanh, Dense(4), CrossEntropyLoss(ClassWeights = [1, 0.25f, 3, 0.5f], LabelSmoothing = 0.1f, IgnoreIndex = 2)]
internal sealed partial class Smoothed;

[Network(Targets = Targets.Avx2), Input(5), Dense(4), LogSoftmax, NegativeLogLikelihoodLoss(ClassWeights = [0, 2, 1, 1])]
internal sealed partial class LogLikelihood;

[Network(Targets = Targets.Avx2), Input(2, 4, 3), Conv2D(3, 3, Padding = 1), Relu, Conv2D(3, 1), CrossEntropyLoss(ClassWeights = [1, 2, 0.5f])]
internal sealed partial class Pixels;

[Network(Targets = Targets.Avx2), Input(5), Dense(4), CrossEntropyLoss(Reduction = Reduction.Sum)]
internal sealed partial class Summed;

[Network(Targets = Targets.Avx2), Input(5), Dense(4), CrossEntropyLoss(Reduction = Reduction.BatchMean, ClassWeights = [1, 2, 3, 4])]
internal sealed partial class BatchMeans;

[Network(Targets = Targets.Avx2), Input(5), Dense(4), MultiClassHingeLoss(ClassWeights = [1, 2, 0.5f, 1])]
internal sealed partial class Margins;

[Network(Targets = Targets.Avx2), Input(5), Dense(3), MeanSquaredErrorLoss(Reduction = Reduction.Sum, Weight = 0.1f)]
internal sealed partial class SummedSquares;

[Network(Targets = Targets.Avx2), Input(5), Dense(3), MeanSquaredErrorLoss]
internal sealed partial class Squares;

[Network(Targets = Targets.Avx2), Input(5), Dense(6, Name = "shared"), Tanh(Name = "h"), Dense(4, Name = "kind", From = "h"), Dense(3, Name = "colour", From = "h"), Dense(2, Name = "place", From = "h")]
[Output("kind"), Output("colour"), Output("place")]
[CrossEntropyLoss(On = "kind", Weight = 0.5f, ClassWeights = [1, 2, 3, 4]), CrossEntropyLoss(On = "colour", IgnoreIndex = 1), MeanSquaredErrorLoss(On = "place", Reduction = Reduction.Sum, Weight = 0.01f)]
internal sealed partial class Heads;

[Network(Targets = Targets.Avx2), Input(5), Dense(6, Name = "shared"), Tanh(Name = "h"), Dense(4, Name = "kind", From = "h"), Dense(4, Name = "colour", From = "h")]
[Output("kind"), Output("colour")]
[CrossEntropyLoss(On = "kind", Weight = 0.5f), CrossEntropyLoss(On = "colour", ClassWeights = [1, 2, 3, 4])]
internal sealed partial class TwoLabels;

[Network(Targets = Targets.Avx2), Input(2, 4, 3), Conv2D(4, 3, Padding = 1), BatchNorm, Relu, GlobalAvgPool, Flatten, Dense(4), CrossEntropyLoss(ClassWeights = [1, 2, 3, 4])]
internal sealed partial class Normalised;

[Network(Targets = Targets.Avx2), Input(3, 16, 16), Conv2D(16, 3, Padding = 1), BatchNorm, Relu, Conv2D(16, 3, Padding = 1), BatchNorm, Relu, GlobalAvgPool, Flatten, Dense(4), CrossEntropyLoss]
internal sealed partial class Threaded;
