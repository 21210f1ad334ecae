namespace NetGen.Training;

/// <summary>A triangle wave between two rates.</summary>
/// <remarks>Smith 2017, "Cyclical Learning Rates for Training Neural Networks", policy "triangular".</remarks>
/// <param name="minimum">The rate at step 0 and after every whole cycle.</param>
/// <param name="maximum">The rate after <paramref name="stepsUp"/> steps.</param>
/// <param name="stepsUp">Steps of the rise.</param>
/// <param name="stepsDown">Steps of the fall; 0 for as many as the rise has.</param>
public sealed class CyclicSchedule(float minimum, float maximum, int stepsUp = 2000, int stepsDown = 0) : LearningRateSchedule
{
    private readonly double _minimum = Rate(minimum, nameof(minimum));
    private readonly double _maximum = Rate(maximum, nameof(maximum));
    private readonly int _up = Steps(stepsUp, nameof(stepsUp));
    private readonly int _down = stepsDown == 0 ? stepsUp : Steps(stepsDown, nameof(stepsDown));

    /// <inheritdoc/>
    protected internal override double RateAt(int step)
    {
        var within = (int)(step % ((long)_up + _down));
        var height = within <= _up ? (double)within / _up : 1 - ((double)(within - _up) / _down);
        return _minimum + ((_maximum - _minimum) * height);
    }
}
