using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>State stands at fixed distances from the parameters while a step runs: the garbage collector must not move an array of the caller's meanwhile.</summary>
[Collection(nameof(Alone))]
public sealed class MovingParametersTests
{
    [Fact]
    public void A_collection_in_the_middle_of_a_step_changes_nothing()
    {
        for (var round = 0; round < 200; round++)
        {
            // What dies in front of the arrays leaves a gap, into which a compacting collection moves them.
            _ = new byte[1000];
            float[] moved = [1, 2, 3, 4, 5, 6, 7, 8, 9], still = [.. moved], memory = new float[moved.Length];
            var (train, step) = (new Adam(0.1f), new Adam(0.1f));
            train.Train(moved, memory, new Collecting());
            step.Step(still, [.. Enumerable.Repeat(1f, still.Length)]);
            Assert.Equal(still, moved);
        }
    }

    private readonly struct Collecting : ITrainingStep
    {
        private static readonly int[] s_apart = [0, 9];

        public bool IsWhole => true;

        public ReadOnlySpan<int> Apart => s_apart;

        public float Run<TSink>(ref float target, ref float gradient, ref TSink sink)
            where TSink : struct, IGradientSink
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            for (var i = 0; i < s_apart[1]; i++) System.Runtime.CompilerServices.Unsafe.Add(ref gradient, i) += 1;
            return 1;
        }
    }
}
