using NetGen.Peers.Measuring;
using NetGen.Peers.Models;
using NetGen.Training;

namespace NetGen.Peers.Declared;

/// <summary>Takes training steps again and again; written per class, so that the calls are direct ones.</summary>
internal delegate void TrainingLoop<in TNetwork>(
    TNetwork network, ReadOnlySpan<float> input, ReadOnlySpan<int> labels, Span<float> gradient, Sgd sgd, int repetitions);

/// <summary>A network of ours that is also trained, by plain stochastic gradient descent.</summary>
internal sealed class DeclaredClassifier<TNetwork>(ForwardLoop<TNetwork> forward, TrainingLoop<TNetwork> training) : DeclaredNetwork<TNetwork>(forward)
    where TNetwork : class, INetwork<TNetwork>, ILabelTrained
{
    // Timed steps must not train far: a small rate keeps the values of every round alike.
    private const float TimedLearningRate = 1e-4f;

    public override TrainingContender CreateTraining(TrainingProblem problem) => new Steps(problem, training);

    private sealed class Steps(TrainingProblem problem, TrainingLoop<TNetwork> training) : TrainingContender
    {
        private readonly TNetwork _network = Load(problem.Weights);
        private readonly Sgd _sgd = new(TimedLearningRate);
        private readonly NativeBuffer<float> _gradient = new(TNetwork.Info.ParameterLength);

        public override string Name => "NetGen";

        public override void Run(int repetitions) => training(_network, problem.Input, problem.Labels, _gradient.Span, _sgd, repetitions);

        public override double[] Losses(int steps)
        {
            var network = Load(problem.Weights);
            var sgd = new Sgd(problem.LearningRate);
            var losses = new double[steps];
            foreach (ref var loss in losses.AsSpan())
            {
                loss = network.Gradient(problem.Input, problem.Labels, _gradient.Span);
                sgd.Step(network.Parameters, _gradient.Span);
            }

            return losses;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _gradient.Dispose();
            base.Dispose(disposing);
        }
    }
}
