using NetGen.Training;

namespace NetGen.Tests.Training;

/// <summary>Makes the optimiser (and reads the options) that a reference case describes with PyTorch's names.</summary>
internal static class GoldenOptimizers
{
    public static float[]? Betas(GoldenFile file)
        => file.Has("betas") ? [.. file.Attributes["betas"].EnumerateArray().Select(beta => beta.GetSingle())] : null;

    public static Optimizer Make(GoldenFile file, string kind)
    {
        float Number(string name, double otherwise) => (float)file.Number(name, otherwise);
        var (rate, decay) = (Number("lr", double.NaN), Number("weight_decay", 0));
        var betas = Betas(file);
        var (beta1, beta2, eps) = (betas?[0] ?? 0.9f, betas?[1] ?? 0.999f, Number("eps", 1e-8));
        return kind.ToUpperInvariant() switch
        {
            "SGD" => new Sgd(rate, Number("momentum", 0), Number("dampening", 0), file.Flag("nesterov"), decay),
            "ADAGRAD" => new AdaGrad(rate, Number("lr_decay", 0), Number("initial_accumulator_value", 0), Number("eps", 1e-10), decay),
            "RMSPROP" => new RmsProp(rate, Number("alpha", 0.99), eps, file.Flag("centered"), Number("momentum", 0), decay),
            "ADADELTA" => new AdaDelta(rate, Number("rho", 0.9), Number("eps", 1e-6), decay),
            "ADAM" => new Adam(rate, beta1, beta2, eps, decay, file.Flag("amsgrad")),
            "ADAMW" => new AdamW(rate, beta1, beta2, eps, Number("weight_decay", 0.01), file.Flag("amsgrad")),
            "ADAMAX" => new AdaMax(rate, beta1, beta2, eps, decay),
            "NADAM" => new NAdam(rate, beta1, beta2, eps, decay, Number("momentum_decay", 4e-3)),
            "RADAM" => new RAdam(rate, beta1, beta2, eps, decay),
            "LION" => new Lion(rate, betas?[0] ?? 0.9f, betas?[1] ?? 0.99f, decay),
            _ => throw new InvalidDataException($"{file.Name}: there is no optimiser '{kind}'."),
        };
    }
}
