using NetGen.Peers.Measuring;
using NetGen.Peers.Models;
using NetGen.Training;

namespace NetGen.Peers.Declared;

/// <summary>A network of ours that is also trained.</summary>
internal sealed class DeclaredClassifier<TNetwork>(ForwardLoop<TNetwork> forward) : DeclaredNetwork<TNetwork>(forward)
    where TNetwork : class, INetwork<TNetwork>, ILabelTrained
{
    // Timed steps must not train far: a small rate keeps the values of every round alike.
    private const float TimedLearningRate = 1e-4f;

    public override TrainingContender CreateTraining(TrainingProblem problem) => new Steps(problem);

    private sealed class Steps(TrainingProblem problem) : TrainingContender
    {
        private readonly TNetwork _network = Load(problem.Weights, problem.Threads);
        private readonly Optimizer _optimizer = Create(problem.Optimizer, TimedLearningRate);

        public override string Name => "NetGen";

        // A step takes microseconds: calling through the interface, unlike in a small network's inference, costs nothing that shows.
        public override void Run(int repetitions)
        {
            for (var i = 0; i < repetitions; i++) _network.Train(problem.Input, problem.Labels, _optimizer);
        }

        public override double[] Losses(int steps)
        {
            var network = Load(problem.Weights, problem.Threads);
            var optimizer = Create(problem.Optimizer, problem.LearningRate);
            var losses = new double[steps];
            foreach (ref var loss in losses.AsSpan()) loss = network.Train(problem.Input, problem.Labels, optimizer);
            return losses;
        }

        private static Optimizer Create(OptimizerKind kind, float learningRate) => kind == OptimizerKind.Adam ? new Adam(learningRate) : new Sgd(learningRate);
    }
}
