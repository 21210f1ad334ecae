using NetGen.Numerics;

namespace NetGen.Data;

/// <summary>
/// Deals the samples of an epoch into batches of indices. The order is a function of seed and epoch alone; nothing is allocated after
/// construction.
/// </summary>
public sealed class Batches
{
    private readonly int[] _order;
    private readonly ulong _seed;
    private readonly bool _shuffle;

    /// <summary>Batches over <paramref name="samples"/> samples, in the order of epoch 0.</summary>
    /// <param name="samples">How many samples there are.</param>
    /// <param name="batchSize">Samples of a batch; the last one may be shorter.</param>
    /// <param name="shuffle">A new random order every epoch; otherwise always 0, 1, ….</param>
    /// <param name="seed">Chooses the orders.</param>
    /// <param name="dropLast">Leaves out a last batch that would be shorter.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public Batches(int samples, int batchSize, bool shuffle = true, int seed = 0, bool dropLast = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        _order = new int[samples];
        _seed = (ulong)seed;
        _shuffle = shuffle;
        BatchSize = batchSize;
        Count = (samples / batchSize) + (!dropLast && samples % batchSize != 0 ? 1 : 0);
        BeginEpoch(0);
    }

    /// <summary>Batches of an epoch.</summary>
    public int Count { get; }

    /// <summary>Samples of a batch, apart from a shorter last one.</summary>
    public int BatchSize { get; }

    /// <summary>The sample numbers of a batch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such batch.</exception>
    public ReadOnlySpan<int> this[int batch]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(batch);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(batch, Count);
            var start = batch * BatchSize;
            return _order.AsSpan(start, Math.Min(BatchSize, _order.Length - start));
        }
    }

    /// <summary>Deals the order of an epoch.</summary>
    public void BeginEpoch(int epoch)
    {
        if (_shuffle)
        {
            Shuffling.Permutation(_order, CounterRandom.Key(_seed, (ulong)epoch));
            return;
        }

        for (var i = 0; i < _order.Length; i++) _order[i] = i;
    }
}
