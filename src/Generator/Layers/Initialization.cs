using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>
/// What <c>WeightInitialization</c> and <c>WeightScale</c> (or those of the bias) say. Twin of <c>NetGen.Initialization</c>. The shapes are known
/// here, so that every distribution but the orthogonal one is a constant, uniform or normal one with numbers.
/// </summary>
internal static class Initialization
{
    private const double NormalDeviation = 0.02;

    private enum Choice
    {
        Default,
        Zeros,
        Ones,
        Constant,
        Uniform,
        Normal,
        TruncatedNormal,
        XavierUniform,
        XavierNormal,
        KaimingUniform,
        KaimingNormal,
        KaimingUniformFanOut,
        KaimingNormalFanOut,
        LecunUniform,
        LecunNormal,
        Orthogonal,
    }

    /// <summary>The initial values the attribute asks for, or null where it leaves the choice to the layer.</summary>
    /// <param name="c">The layer.</param>
    /// <param name="role"><c>Weight</c> or <c>Bias</c>: the first word of the arguments.</param>
    /// <param name="shape">The parameter's canonical shape: outputs first.</param>
    public static InitialValues? Of(LayerContext c, string role, int[] shape)
    {
        var choice = (Choice)c.Int($"{role}Initialization", 0);
        var scale = c.Number($"{role}Scale", choice is Choice.Normal or Choice.TruncatedNormal ? NormalDeviation : 1);
        if (double.IsNaN(scale) || double.IsInfinity(scale) || (scale < 0 && choice != Choice.Constant) || (scale == 0 && choice == Choice.TruncatedNormal))
        {
            c.Fail("NG0105", $"{c.Text}: {role}Scale is {scale}, but a bound, a standard deviation or a gain is positive");
            return null;
        }

        if (choice >= Choice.XavierUniform && shape.Length < 2)
        {
            c.Fail("NG0105", $"{c.Text}: {role}Initialization.{choice} needs a weight of at least two axes, not [{string.Join(", ", shape)}]; use Uniform, Normal or Constant");
            return null;
        }

        double window = shape.Skip(2).Aggregate(1.0, (product, extent) => product * extent);
        double fanIn = shape.Length < 2 ? 1 : shape[1] * window, fanOut = shape.Length < 1 ? 1 : shape[0] * window;
        return choice switch
        {
            Choice.Zeros => InitialValues.Zeros,
            Choice.Ones => InitialValues.Ones,
            Choice.Constant => new("Constant", scale),
            Choice.Uniform => new("Uniform", -scale, scale),
            Choice.Normal => new("Normal", 0, scale),
            Choice.TruncatedNormal => new("TruncatedNormal", 0, scale, -2 * scale, 2 * scale),
            Choice.XavierUniform => Uniform(scale * Math.Sqrt(2 / (fanIn + fanOut))),
            Choice.XavierNormal => new("Normal", 0, scale * Math.Sqrt(2 / (fanIn + fanOut))),
            Choice.KaimingUniform => Uniform(scale * Math.Sqrt(2 / fanIn)),
            Choice.KaimingNormal => new("Normal", 0, scale * Math.Sqrt(2 / fanIn)),
            Choice.KaimingUniformFanOut => Uniform(scale * Math.Sqrt(2 / fanOut)),
            Choice.KaimingNormalFanOut => new("Normal", 0, scale * Math.Sqrt(2 / fanOut)),
            Choice.LecunUniform => Uniform(scale * Math.Sqrt(1 / fanIn)),
            Choice.LecunNormal => new("Normal", 0, scale * Math.Sqrt(1 / fanIn)),
            Choice.Orthogonal => new("Orthogonal", scale),
            _ => null,
        };
    }

    /// <summary>The uniform distribution with this standard deviation.</summary>
    private static InitialValues Uniform(double deviation) => new("Uniform", -Math.Sqrt(3) * deviation, Math.Sqrt(3) * deviation);
}
