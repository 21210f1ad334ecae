using System.Globalization;
using System.Text.RegularExpressions;
using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Makes the schedule that a reference case describes with PyTorch's names.</summary>
internal static partial class GoldenSchedules
{
    public static LearningRateSchedule Make(GoldenFile file, string kind)
    {
        float Number(string name, double otherwise = double.NaN) => (float)file.Number(name, otherwise);
        var rate = Number("base_lr");
        return kind switch
        {
            "constant" => new ConstantSchedule(rate, Number("factor", 1.0 / 3), file.Integer("total_iters")),
            "step" => new StepSchedule(rate, file.Integer("step_size"), Number("gamma", 0.1)),
            "multistep" => new MultiStepSchedule(
                rate, [.. file.Attributes["milestones"].EnumerateArray().Select(milestone => milestone.GetInt32())], Number("gamma", 0.1)),
            "exponential" => new ExponentialSchedule(rate, Number("gamma")),
            "cosine" => new CosineSchedule(rate, file.Integer("T_max"), Number("eta_min", 0)),
            "cosine_warm_restarts" => new CosineRestartsSchedule(rate, file.Integer("T_0"), (int)file.Number("T_mult", 1), Number("eta_min", 0)),
            "onecycle_cos" => OneCycle(file, linear: false),
            "onecycle_linear_3phase" => OneCycle(file, linear: true),
            "linear_warmup" => new WarmUpSchedule(rate, file.Integer("total_iters"), Number("start_factor", 1.0 / 3), Number("end_factor", 1)),
            "polynomial" => new PolynomialSchedule(rate, file.Integer("total_iters"), Number("power", 1)),
            // The files' base_lr is the optimiser's rate; the lower end of the cycle is where it begins.
            "cyclic_triangular" => new CyclicSchedule(
                (float)file.Tensors["state.lr"][0], Number("max_lr"), file.Integer("step_size_up"), (int)file.Number("step_size_down", 0)),
            "inverse_sqrt_noam" => Noam(file, rate),
            _ => throw new InvalidDataException($"{file.Name}: there is no schedule '{kind}'."),
        };
    }

    private static OneCycleSchedule OneCycle(GoldenFile file, bool linear) => new(
        (float)file.Number("max_lr", double.NaN), file.Integer("total_steps"), (float)file.Number("pct_start", 0.3),
        (float)file.Number("div_factor", 25),
        (float)file.Number("final_div_factor", 1e4), linear, file.Has("three_phase") && file.Flag("three_phase"));

    private static InverseSqrtSchedule Noam(GoldenFile file, float rate)
    {
        var formula = NoamFormula().Match(file.Attributes["formula"].GetString()!);
        Assert.True(formula.Success, $"{file.Name}: the formula is not the one of InverseSqrtSchedule");
        return new InverseSqrtSchedule(
            rate, int.Parse(formula.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(formula.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^lr0 \* (\d+)\^-0\.5 \* min\(\(s\+1\)\^-0\.5, \(s\+1\)\*(\d+)\^-1\.5\)$")]
    private static partial Regex NoamFormula();
}
