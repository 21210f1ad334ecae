using NetGen.Numerics;

namespace NetGen.Data;

/// <summary>
/// Random changes of images [channels, height, width] that keep their meaning: a crop out of the zero-padded image, then a mirror image, then
/// normalisation. What happens to an image is a function of its key alone.
/// </summary>
public sealed class ImageAugmentation : SampleTransform
{
    private const int MostPadding = 1 << 16;
    private readonly int _channels;
    private readonly int _height;
    private readonly int _width;
    private float[] _means;
    private float[] _deviations;

    /// <summary>No change yet; the properties say which.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An extent is not positive, or the image is larger than an array.</exception>
    public ImageAugmentation(int channels, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if ((Int128)channels * height * width > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(channels), $"An image [{channels}, {height}, {width}] has more values than an array can hold.");
        (_channels, _height, _width) = (channels, height, width);
        _means = new float[channels];
        _deviations = [.. Enumerable.Repeat(1f, channels)];
    }

    /// <summary>The probability of a mirror image (left and right exchanged).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in [0, 1].</exception>
    public float FlipProbability
    {
        get;
        init
        {
            if (!(value >= 0 && value <= 1)) throw new ArgumentOutOfRangeException(nameof(FlipProbability), value, "A probability is from 0 to 1.");
            field = value;
        }
    }

    /// <summary>Zero pixels added on each side before an image of the old size is cut out at random.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or above 65,536.</exception>
    public int CropPadding
    {
        get;
        init => field = value is >= 0 and <= MostPadding
            ? value
            : throw new ArgumentOutOfRangeException(nameof(CropPadding), value, $"A padding must be from 0 to {MostPadding}.");
    }

    /// <summary>Subtracted, one value per channel.</summary>
    /// <exception cref="ArgumentException">There is not one finite value per channel.</exception>
    public IReadOnlyList<float> Means { get => _means; init => _means = PerChannel(value); }

    /// <summary>Divided by, one value per channel.</summary>
    /// <exception cref="ArgumentException">There is not one positive, finite value per channel.</exception>
    public IReadOnlyList<float> Deviations
    {
        get => _deviations;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Deviations));
            if (!value.All(deviation => deviation > 0)) throw new ArgumentException("Deviations must be positive.", nameof(Deviations));
            _deviations = PerChannel(value);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The spans are not images of the declared size, or overlap.</exception>
    public override void Apply(ReadOnlySpan<float> input, Span<float> output, ulong key)
    {
        var length = _channels * _height * _width;
        if (input.Length != length || output.Length != length)
            throw new ArgumentException(
                $"An image [{_channels}, {_height}, {_width}] has {length} values, but got {input.Length} and {output.Length}.");
        if (input.Overlaps(output)) throw new ArgumentException("Input and output must not overlap: pixels move to other places.", nameof(output));
        var shifts = (2 * CropPadding) + 1;
        var dy = CounterRandom.NextInt(key, 0, shifts) - CropPadding;
        var dx = CounterRandom.NextInt(key, 1, shifts) - CropPadding;
        var flip = CounterRandom.NextSingle(key, 2) < FlipProbability;
        for (var c = 0; c < _channels; c++)
        {
            var plane = input.Slice(c * _height * _width, _height * _width);
            for (var y = 0; y < _height; y++)
            {
                var row = output.Slice(((c * _height) + y) * _width, _width);
                for (var x = 0; x < _width; x++)
                {
                    var (fromY, fromX) = (y + dy, (flip ? _width - 1 - x : x) + dx);
                    var inside = (uint)fromY < (uint)_height && (uint)fromX < (uint)_width;
                    row[x] = ((inside ? plane[(fromY * _width) + fromX] : 0) - _means[c]) / _deviations[c];
                }
            }
        }
    }

    private float[] PerChannel(IReadOnlyList<float> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!values.All(float.IsFinite)) throw new ArgumentException("Means and deviations must be finite.", nameof(values));
        if (values.Count == _channels) return [.. values];
        throw new ArgumentException($"There must be one value for each of {_channels} channels, not {values.Count}.", nameof(values));
    }
}
