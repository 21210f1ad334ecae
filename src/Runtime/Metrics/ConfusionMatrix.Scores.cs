namespace NetGen.Metrics;

/// <summary>How the scores of classes become one.</summary>
public enum Averaging
{
    /// <summary>The mean over the classes, each counting the same.</summary>
    Macro,

    /// <summary>The score of the counts summed over the classes, each sample counting the same.</summary>
    Micro,

    /// <summary>The mean over the classes, weighted by their samples.</summary>
    Weighted,
}

// TP: label and prediction are the class; FP: only the prediction is; FN: only the label is; TN: neither. A quotient 0/0 is 0.
public sealed partial class ConfusionMatrix
{
    /// <summary>The share of right predictions.</summary>
    public double Accuracy => Ratio(Enumerable.Range(0, Classes).Sum(c => this[c, c]), Count);

    /// <summary>The mean recall of the classes that have samples.</summary>
    public double BalancedAccuracy => Enumerable.Range(0, Classes).Where(c => Support(c) > 0).Select(Recall).DefaultIfEmpty(0).Average();

    /// <summary>Samples whose label is the class.</summary>
    public long Support(int label) => Enumerable.Range(0, Classes).Sum(c => this[label, c]);

    /// <summary>Samples whose prediction is the class.</summary>
    public long Predicted(int predicted) => Enumerable.Range(0, Classes).Sum(c => this[c, predicted]);

    /// <summary>TP/(TP + FP) of a class: how many of its predictions are right.</summary>
    public double Precision(int label) => Ratio(this[label, label], Predicted(label));

    /// <summary>TP/(TP + FN) of a class: how many of its samples are found.</summary>
    public double Recall(int label) => Ratio(this[label, label], Support(label));

    /// <summary>The recall, by its name in medicine.</summary>
    public double Sensitivity(int label) => Recall(label);

    /// <summary>TN/(TN + FP) of a class: how many of the other samples are left out.</summary>
    public double Specificity(int label)
    {
        var others = Count - Support(label);
        return Ratio(others - (Predicted(label) - this[label, label]), others);
    }

    /// <summary>
    /// F-beta of a class, (1 + β²)·TP/((1 + β²)·TP + β²·FN + FP): the harmonic mean of precision and recall, recall counting β times as much.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">β is not positive and finite.</exception>
    public double FBeta(int label, double beta = 1)
    {
        if (!(beta > 0) || double.IsInfinity(beta)) throw new ArgumentOutOfRangeException(nameof(beta), beta, "beta must be positive and finite.");
        var square = beta * beta;
        return Ratio((1 + square) * this[label, label], (square * Support(label)) + Predicted(label));
    }

    /// <summary>TP/(TP + FP + FN) of a class (Jaccard index); NaN if neither a label nor a prediction is the class.</summary>
    public double IntersectionOverUnion(int label)
        => Support(label) + Predicted(label) is var both && both == 0 ? double.NaN : Ratio(this[label, label], both - this[label, label]);

    /// <summary>2·TP/(2·TP + FP + FN) of a class; NaN if neither a label nor a prediction is the class.</summary>
    public double Dice(int label) => Support(label) + Predicted(label) is var both && both == 0 ? double.NaN : Ratio(2.0 * this[label, label], both);

    /// <summary>The precision over the classes; micro-averaged it is the accuracy.</summary>
    public double Precision(Averaging averaging) => Averaged(averaging, Precision);

    /// <summary>The recall over the classes; micro-averaged it is the accuracy.</summary>
    public double Recall(Averaging averaging) => Averaged(averaging, Recall);

    /// <summary>The F-beta over the classes; micro-averaged it is the accuracy.</summary>
    public double FBeta(Averaging averaging, double beta = 1) => Averaged(averaging, label => FBeta(label, beta));

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;

    // Classes that neither a label nor a prediction names do not count.
    private double Averaged(Averaging averaging, Func<int, double> score)
    {
        if (averaging == Averaging.Micro) return Accuracy;
        var seen = Enumerable.Range(0, Classes).Where(c => Support(c) + Predicted(c) > 0).ToList();
        return averaging == Averaging.Macro
            ? seen.Select(score).DefaultIfEmpty(0).Average()
            : Ratio(seen.Sum(c => Support(c) * score(c)), Count);
    }
}
