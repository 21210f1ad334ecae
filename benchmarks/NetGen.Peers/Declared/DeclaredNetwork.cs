using NetGen.Peers.Measuring;
using NetGen.Peers.Models;

namespace NetGen.Peers.Declared;

/// <summary>A network of ours, whatever its class.</summary>
internal abstract class DeclaredNetwork
{
    /// <summary>The network with these weights, ready for inference.</summary>
    /// <param name="weights">What it loads, from a file as a user would.</param>
    /// <param name="batch">Samples of one call.</param>
    /// <param name="threads">Threads that share a forward pass.</param>
    /// <param name="saved">The weights it saves after loading them: what the other side computes with.</param>
    public abstract InferenceContender CreateInference(Weights weights, int batch, int threads, out Weights saved);

    /// <summary>The network ready for training steps on a fixed batch.</summary>
    /// <exception cref="NotSupportedException">It has no loss that compares with labels.</exception>
    public virtual TrainingContender CreateTraining(TrainingProblem problem) =>
        throw new NotSupportedException($"{problem.Model.Name} is declared without a classification loss.");

    /// <summary>Runs <paramref name="use"/> on a temporary file.</summary>
    protected static T WithTemporaryFile<T>(Func<string, T> use)
    {
        var file = Path.GetTempFileName();
        try
        {
            return use(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}

/// <summary>Calls a network again and again; written per class, so that the call is a direct one, as in a user's code.</summary>
internal delegate void ForwardLoop<in TNetwork>(TNetwork network, ReadOnlySpan<float> input, Span<float> output, int repetitions);

/// <summary>A network of ours of one class.</summary>
internal class DeclaredNetwork<TNetwork>(ForwardLoop<TNetwork> forward) : DeclaredNetwork
    where TNetwork : class, INetwork<TNetwork>
{
    public override InferenceContender CreateInference(Weights weights, int batch, int threads, out Weights saved)
    {
        var network = Load(weights, threads);
        saved = WithTemporaryFile(file =>
        {
            network.Save(file);
            return SafetensorsFile.Read(file);
        });
        return new Inference(network, forward, batch);
    }

    /// <summary>A network of the class with these weights.</summary>
    protected static TNetwork Load(Weights weights, int threads)
    {
        var network = WithTemporaryFile(file =>
        {
            SafetensorsFile.Write(file, weights.Tensors);
            return TNetwork.Load(file);
        });
        // Networks too small for more than one thread do not have the property.
        if (threads > 1) (typeof(TNetwork).GetProperty("Threads") ?? throw new NotSupportedException($"{typeof(TNetwork).Name} runs on one thread only.")).SetValue(network, threads);
        return network;
    }

    private sealed class Inference : InferenceContender
    {
        private readonly TNetwork _network;
        private readonly ForwardLoop<TNetwork> _forward;
        private readonly NativeBuffer<float> _input;
        private readonly NativeBuffer<float> _output;

        public Inference(TNetwork network, ForwardLoop<TNetwork> forward, int batch)
        {
            (_network, _forward) = (network, forward);
            _input = new NativeBuffer<float>(batch * TNetwork.Info.InputLength);
            _output = new NativeBuffer<float>(batch * TNetwork.Info.OutputLength);
        }

        public override string Name => "NetGen";

        public override Span<float> Input => _input.Span;

        public override Span<float> Output => _output.Span;

        public override void Run(int repetitions) => _forward(_network, _input.Span, _output.Span, repetitions);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _input.Dispose();
                _output.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
