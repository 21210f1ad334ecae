using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>An optimiser's equation for one vector of parameters. A struct, so that the loop is compiled for it and calls nothing.</summary>
internal interface IUpdateRule
{
    /// <summary>How many of the state vectors the rule reads and writes (0 to 3).</summary>
    static abstract int States { get; }

    /// <summary>Updates parameters <paramref name="w"/> and their state from the gradient <paramref name="g"/>.</summary>
    void Apply<V>(ref V w, V g, ref V s0, ref V s1, ref V s2)
        where V : struct, IFloats<V>;
}

/// <summary>Makes use of a rule: applies it to a range, or hands it to a training step.</summary>
internal interface IRuleUse
{
    /// <summary>Uses the rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="penalty">What is added to the gradient before.</param>
    void Use<TRule>(TRule rule, Penalty penalty)
        where TRule : struct, IUpdateRule;
}

/// <summary>The options of a step for some parameters.</summary>
/// <param name="LearningRate">The step size.</param>
/// <param name="WeightDecay">The coefficient of the L2 penalty.</param>
/// <param name="L1">The coefficient of the L1 penalty.</param>
internal readonly record struct StepOptions(float LearningRate, float WeightDecay, float L1)
{
    /// <summary>Both penalties, as part of the gradient.</summary>
    public Penalty Penalty => new(WeightDecay, L1);

    /// <summary>The L1 penalty alone: the rule decays weights itself.</summary>
    public Penalty L1Penalty => new(0, L1);
}
