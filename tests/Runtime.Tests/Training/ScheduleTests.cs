using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Training;

public sealed class ScheduleTests
{
    private const string Prefix = "lr_";

    public static TheoryData<string> Schedules => [.. GoldenFile.Names(op => op.StartsWith(Prefix, StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Golden_schedule(string file)
    {
        var golden = GoldenFile.OpenOrSkip(file);
        var schedule = GoldenSchedules.Make(golden, golden.Name[Prefix.Length..golden.Name.LastIndexOf('_')]);
        var steps = golden.Tensors["state.lr"].Length;
        golden.AssertClose("state.lr", Enumerable.Range(0, steps).Select(schedule.At).ToArray());
        if (golden.Tensors.ContainsKey("state.momentum"))
            golden.AssertClose("state.momentum", Enumerable.Range(0, steps).Select(step => schedule.MomentumAt(step) ?? float.NaN).ToArray());
    }

    [Fact]
    public void Inverse_time_divides_by_one_plus_the_steps()
    {
        var schedule = new InverseTimeSchedule(0.1f, decay: 0.5f);
        Assert.Equal([0.1f, 0.1f / 1.5f, 0.05f], [schedule.At(0), schedule.At(1), schedule.At(2)]);
    }

    [Fact]
    public void A_warm_up_rises_to_the_first_rate_and_shifts_the_schedule()
    {
        var main = new ExponentialSchedule(0.8f, 0.5f);
        var schedule = main.WithWarmUp(4, startFactor: 0);
        Assert.Equal([0f, 0.2f, 0.4f, 0.6f, 0.8f, 0.4f, 0.2f], Enumerable.Range(0, 7).Select(schedule.At));
    }

    [Fact]
    public void Then_counts_the_second_schedule_from_its_own_beginning()
    {
        var schedule = new ConstantSchedule(1).Then(2, new StepSchedule(0.5f, stepSize: 1, gamma: 0.5f));
        Assert.Equal([1f, 1f, 0.5f, 0.25f], Enumerable.Range(0, 4).Select(schedule.At));
    }

    [Fact]
    public void A_plateau_lowers_the_rate_after_the_tolerated_epochs()
    {
        var schedule = new PlateauSchedule(1, factor: 0.5f, patience: 1, threshold: 0.1f, cooldown: 1, minimum: 0.3f);
        var rates = new List<float>();
        // 1.0 is new, 0.95 is no improvement by a tenth, nor is 0.93: after two such epochs the rate drops. The next epoch cools down.
        foreach (var loss in new[] { 1.0f, 0.95f, 0.93f, 2f, 2f, 2f, 2f, 2f, 2f })
        {
            schedule.Observe(loss);
            rates.Add(schedule.At(0));
        }

        Assert.Equal([1, 1, 0.5f, 0.5f, 0.5f, 0.3f, 0.3f, 0.3f, 0.3f], rates);
    }

    [Fact]
    public void A_plateau_takes_nan_as_no_improvement()
    {
        var schedule = new PlateauSchedule(1, factor: 0.5f, patience: 0);
        schedule.Observe(float.NaN);
        Assert.Equal(0.5f, schedule.At(3));
    }

    [Fact]
    public void One_cycle_keeps_its_last_rate()
    {
        var schedule = new OneCycleSchedule(1, steps: 10, initialDivisor: 4, finalDivisor: 10);
        Assert.Equal(0.25f, schedule.At(0));
        Assert.Equal(1f, schedule.At(2));
        Assert.Equal(0.025f, schedule.At(9), 1e-8f);
        Assert.Equal(schedule.At(9), schedule.At(1000));
    }

    [Fact]
    public void Asking_for_a_rate_allocates_nothing()
    {
        LearningRateSchedule[] schedules =
        [
            new ConstantSchedule(1, 0.5f, 3), new StepSchedule(1, 5), new MultiStepSchedule(1, [3, 5]), new ExponentialSchedule(1, 0.9f),
            new InverseTimeSchedule(1, 0.1f), new PolynomialSchedule(1, 10, 2), new InverseSqrtSchedule(1, 64, 10), new CosineSchedule(1, 10),
            new CosineRestartsSchedule(1, 5, 2), new OneCycleSchedule(1, 20, threePhase: true), new CyclicSchedule(0, 1, 5),
            new CosineSchedule(1, 10).WithWarmUp(5).Then(9, new PlateauSchedule(1)),
        ];
        float sum = 0;
        long before = 0;
        for (var step = 0; step < 40; step++)
        {
            if (step == 20) before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var schedule in schedules) sum += schedule.At(step) + (schedule.MomentumAt(step) ?? 0);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(float.IsFinite(sum));
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepSchedule(0.1f, stepSize: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule(-1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialSchedule(float.NaN, 0.9f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycleSchedule(1, steps: 2, warmUpShare: 0.3f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlateauSchedule(1, factor: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule(1, 10).At(-1));
    }
}
