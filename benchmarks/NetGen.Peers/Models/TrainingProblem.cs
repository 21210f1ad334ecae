namespace NetGen.Peers.Models;

/// <summary>A classifier's training on one fixed batch: the start, the data and the rate both sides of a comparison share.</summary>
internal sealed record TrainingProblem(Model Model, Weights Weights, int Batch, float[] Input, int[] Labels, float LearningRate)
{
    /// <summary>What moves the weights.</summary>
    public OptimizerKind Optimizer { get; init; }

    /// <summary>Threads of our side.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Inputs uniform on [−1, 1], labels uniform over the classes.</summary>
    public static TrainingProblem Random(Model model, Weights weights, int batch, int seed, float learningRate = 0.05f)
    {
        var random = new Random(seed);
        var input = new float[batch * model.InputLength];
        foreach (ref var value in input.AsSpan()) value = (2 * random.NextSingle()) - 1;
        var labels = new int[batch];
        foreach (ref var label in labels.AsSpan()) label = random.Next(model.OutputLength);
        return new TrainingProblem(model, weights, batch, input, labels, learningRate);
    }

    /// <summary>The mean of <c>log Σ_j exp(z_j) − z_label</c> over the batch at the start, in double precision.</summary>
    public double CrossEntropy()
    {
        var outputs = Model.Evaluate(Input, Weights);
        var (classes, sum) = (Model.OutputLength, 0.0);
        for (var n = 0; n < Batch; n++)
        {
            var logits = outputs.AsSpan(n * classes, classes);
            var exponentials = 0.0;
            foreach (var logit in logits) exponentials += Math.Exp(logit);
            sum += Math.Log(exponentials) - logits[Labels[n]];
        }

        return sum / Batch;
    }
}

/// <summary>An optimiser both sides have.</summary>
internal enum OptimizerKind
{
    /// <summary>Plain stochastic gradient descent.</summary>
    Sgd,

    /// <summary>Adam with its default coefficients.</summary>
    Adam,
}
