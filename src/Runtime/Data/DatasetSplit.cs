using NetGen.Numerics;

namespace NetGen.Data;

/// <summary>A data set in parts that share no sample.</summary>
/// <param name="Train">To learn from.</param>
/// <param name="Validation">To choose by (when to stop, which options); possibly empty.</param>
/// <param name="Test">To judge the result by, once; possibly empty.</param>
public sealed record DatasetSplit(Dataset Train, Dataset Validation, Dataset Test)
{
    /// <summary>Splits at random.</summary>
    /// <param name="data">All samples.</param>
    /// <param name="validation">The share of the validation part.</param>
    /// <param name="test">The share of the test part.</param>
    /// <param name="seed">The same seed gives the same parts.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share is negative, or nothing is left to train on; always so without samples.</exception>
    public static DatasetSplit Random(Dataset data, double validation = 0, double test = 0.2, int seed = 0)
    {
        Check(data, validation, test);
        var order = new int[data.Count];
        Shuffling.Permutation(order, CounterRandom.Key((ulong)seed, 1));
        var tests = (int)Math.Round(test * data.Count);
        var validations = (int)Math.Round((test + validation) * data.Count) - tests;
        if (tests + validations >= data.Count)
            throw new ArgumentOutOfRangeException(nameof(data), data.Count, $"Of so few samples {validations} for validation and {tests} for testing leave none to train on.");
        return Of(data, order.AsSpan(tests + validations), order.AsSpan(tests, validations), order.AsSpan(0, tests));
    }

    /// <summary>
    /// Splits at random with the classes in the same proportions in every part (by the first label of a sample). Every class has at least one sample in
    /// the training part, however rare it is.
    /// </summary>
    /// <inheritdoc cref="Random"/>
    /// <exception cref="ArgumentException">The samples carry no class indices.</exception>
    public static DatasetSplit Stratified(Dataset data, double validation = 0, double test = 0.2, int seed = 0)
    {
        Check(data, validation, test);
        if (data.LabelLength == 0) throw new ArgumentException("Only samples with class indices can be stratified.", nameof(data));
        var (train, validations, tests) = (new List<int>(), new List<int>(), new List<int>());
        var (seen, testsDue, validationsDue) = (0, 0, 0);
        foreach (var samples in SamplesByClass(data))
        {
            Shuffling.Shuffle(samples, CounterRandom.Key((ulong)seed, (ulong)data.LabelsOf(samples[0])[0] + 2));
            seen += samples.Length;
            // Rounded so that the parts so far are right in sum, whatever the classes before this one were rounded to; but a class that is not in the
            // training part cannot be learned, so that its last sample goes there, and the other classes do not make up for it.
            var (allTests, allValidations) = ((int)Math.Round(test * seen), (int)Math.Round(validation * seen));
            var testCount = Math.Clamp(allTests - testsDue, 0, samples.Length - 1);
            var validationCount = Math.Clamp(allValidations - validationsDue, 0, samples.Length - 1 - testCount);
            (testsDue, validationsDue) = (allTests, allValidations);
            tests.AddRange(samples.AsSpan(0, testCount));
            validations.AddRange(samples.AsSpan(testCount, validationCount));
            train.AddRange(samples.AsSpan(testCount + validationCount));
        }

        return Of(data, Mixed(train, seed), Mixed(validations, seed), Mixed(tests, seed));
    }

    private static void Check(Dataset data, double validation, double test)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Count == 0) throw new ArgumentOutOfRangeException(nameof(data), data.Count, "There are no samples to split.");
        if (!(validation >= 0)) throw new ArgumentOutOfRangeException(nameof(validation), validation, "A share must not be negative.");
        if (!(test >= 0)) throw new ArgumentOutOfRangeException(nameof(test), test, "A share must not be negative.");
        if (!(validation + test < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(test), validation + test, "The shares of validation and test must leave something to train on.");
        }
    }

    private static IEnumerable<int[]> SamplesByClass(Dataset data)
    {
        var labels = new int[data.Count];
        for (var i = 0; i < labels.Length; i++) labels[i] = data.LabelsOf(i)[0];
        return Enumerable.Range(0, labels.Length).GroupBy(i => labels[i]).OrderBy(group => group.Key).Select(group => group.ToArray());
    }

    private static int[] Mixed(List<int> samples, int seed)
    {
        var order = samples.ToArray();
        Shuffling.Shuffle(order, CounterRandom.Key((ulong)seed, 0));
        return order;
    }

    private static DatasetSplit Of(Dataset data, ReadOnlySpan<int> train, ReadOnlySpan<int> validation, ReadOnlySpan<int> test)
        => new(data.Subset(train), data.Subset(validation), data.Subset(test));
}
