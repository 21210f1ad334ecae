using NetGen.Peers.Measuring;
using NetGen.Peers.Models;
using NetGen.Training;

namespace NetGen.Peers.Declared;

/// <summary>A network of ours that is also trained, by plain stochastic gradient descent.</summary>
internal sealed class DeclaredClassifier<TNetwork>(ForwardLoop<TNetwork> forward) : DeclaredNetwork<TNetwork>(forward)
    where TNetwork : class, INetwork<TNetwork>, ILabelTrained
{
    // Timed steps must not train far: a small rate keeps the values of every round alike.
    private const float TimedLearningRate = 1e-4f;

    public override TrainingContender CreateTraining(TrainingProblem problem) => new Steps(problem);

    private sealed class Steps(TrainingProblem problem) : TrainingContender
    {
        private readonly TNetwork _network = Load(problem.Weights);
        private readonly Sgd _sgd = new(TimedLearningRate);
        private readonly NativeBuffer<float> _gradient = new(TNetwork.Info.ParameterLength);

        public override string Name => "NetGen";

        // A step takes microseconds: calling through the interface, unlike in a small network's inference, costs nothing that shows.
        public override void Run(int repetitions)
        {
            for (var i = 0; i < repetitions; i++) Step(_network, _sgd);
        }

        public override double[] Losses(int steps)
        {
            var network = Load(problem.Weights);
            var sgd = new Sgd(problem.LearningRate);
            var losses = new double[steps];
            foreach (ref var loss in losses.AsSpan()) loss = Step(network, sgd);
            return losses;
        }

        private float Step(TNetwork network, Sgd sgd)
        {
            var loss = network.Gradient(problem.Input, problem.Labels, _gradient.Span);
            sgd.Step(network.Parameters, _gradient.Span);
            return loss;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _gradient.Dispose();
            base.Dispose(disposing);
        }
    }
}
