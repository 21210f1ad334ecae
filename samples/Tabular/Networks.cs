using NetGen;

namespace NetGen.Samples;

/// <summary>Two hidden layers; every network below inserts it with a width of its own.</summary>
[Block]
[Dense(Width), Relu, Dropout(0.2f), Dense(Width), Relu]
public sealed partial class Hidden
{
    private const int Width = 16;
}

/// <summary>Three species of iris by four measures of their leaves.</summary>
[Network, Input(4), Block<Hidden>("Width = 16"), Dense(3), CrossEntropyLoss]
public sealed partial class IrisNet;

/// <summary>Three cultivars by thirteen figures of the wine's chemistry.</summary>
[Network, Input(13), Block<Hidden>("Width = 24"), Dense(3), CrossEntropyLoss]
public sealed partial class WineNet;

/// <summary>Benign or malignant, by nine grades of a cell sample.</summary>
[Network, Input(9), Block<Hidden>("Width = 16"), Dense(2), CrossEntropyLoss]
public sealed partial class BreastCancerNet;

/// <summary>Genuine or forged, by four statistics of a banknote's picture.</summary>
[Network, Input(4), Block<Hidden>("Width = 32"), Dense(2), CrossEntropyLoss]
public sealed partial class BanknoteNet;

/// <summary>Good or bad radar returns, by 34 figures of the signal.</summary>
[Network, Input(34), Block<Hidden>("Width = 32"), Dense(2), CrossEntropyLoss]
public sealed partial class IonosphereNet;

/// <summary>Diabetes within five years or not, by eight figures of a person.</summary>
[Network, Input(8), Block<Hidden>("Width = 12"), Dense(2), CrossEntropyLoss]
public sealed partial class PimaNet;

/// <summary>Rock or mine, by the energy in 60 bands of a sonar signal.</summary>
[Network, Input(60), Block<Hidden>("Width = 48"), Dense(2), CrossEntropyLoss]
public sealed partial class SonarNet;

/// <summary>Three varieties of wheat by seven measures of a grain.</summary>
[Network, Input(7), Block<Hidden>("Width = 24"), Dense(3), CrossEntropyLoss]
public sealed partial class WheatSeedsNet;

/// <summary>Rings of a shell (its age) by sex (three columns) and seven measures.</summary>
[Network, Input(10), Block<Hidden>("Width = 32"), Dense(1), MeanSquaredErrorLoss]
public sealed partial class AbaloneNet;

/// <summary>The grade of a wine, 0 to 10, by eleven figures of its chemistry.</summary>
[Network, Input(11), Block<Hidden>("Width = 32"), Dense(1), MeanSquaredErrorLoss]
public sealed partial class WineQualityNet;
