namespace NetGen.Networks;

/// <summary>
/// How far emitted code, in single precision, may be from the interpreter. A sum of K terms is off by √K·ε typically (ε = 6e-8), and a layer passes
/// on what it got; tensors are compared relative to their largest value.
/// </summary>
internal static class Agreement
{
    private const double OutputTolerance = 1e-5, GradientTolerance = 2e-5, Floor = 2e-7;

    public static void Outputs(double[] expected, double[] actual) => Compare("output", expected, actual, OutputTolerance);

    public static void Losses(double expected, double actual) => Compare("loss", [expected], [actual], OutputTolerance);

    public static void Gradients(string parameter, double[] expected, double[] actual) => Compare($"gradient of {parameter}", expected, actual, GradientTolerance);

    public static void Statistics(string buffer, double[] expected, double[] actual) => Compare(buffer, expected, actual, OutputTolerance);

    private static void Compare(string what, double[] expected, double[] actual, double relative)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = expected.Max(Math.Abs), tolerance = (relative * scale) + Floor, worst = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            var difference = Math.Abs(expected[i] - actual[i]);
            // Written so that NaN fails.
            if (!(difference <= tolerance)) Assert.Fail($"{what}[{i}] is {actual[i]:G9} instead of {expected[i]:G9}; the difference {difference:G3} is above {tolerance:G3}");
            worst = Math.Max(worst, difference);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: largest {scale:G3}, largest difference {worst:G2} = {worst / scale:G2} of it");
    }
}
