using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen;

/// <summary>The padding of a block: the floats between and behind the elements of its tensors, which must be zero when a kernel reads them.</summary>
/// <remarks>
/// Whoever has the span of a block may write anything into the padding, at any time. A network whose span has been handed out looks before each call,
/// and clears what it finds: one load for eight floats of a row that has padding.
/// </remarks>
internal sealed class BlockPadding
{
    private const int Lanes = 8;
    private readonly Run[] _runs;
    private readonly int _length;

    /// <summary>Finds the padding of a block.</summary>
    /// <param name="length">Floats of the block.</param>
    /// <param name="tensors">The tensors in it.</param>
    public BlockPadding(int length, IReadOnlyList<ParameterInfo> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        _length = length;
        var masks = new byte[(length + (long)Lanes - 1) / Lanes];
        Array.Fill(masks, byte.MaxValue);
        if (length % Lanes != 0) masks[^1] = (byte)((1 << (length % Lanes)) - 1);
        foreach (var tensor in tensors) Exclude(tensor, masks);
        _runs = [.. Runs(masks)];
    }

    /// <summary>Finds the padding of some tensors of a block: those whose padding a program can notice.</summary>
    /// <param name="length">Floats of the block.</param>
    /// <param name="tensors">The tensors in it.</param>
    /// <param name="noticed">The numbers of those tensors.</param>
    public BlockPadding(int length, IReadOnlyList<ParameterInfo> tensors, ReadOnlySpan<int> noticed)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        _length = length;
        var masks = new byte[(length + (long)Lanes - 1) / Lanes];
        foreach (var number in noticed)
        {
            var tensor = tensors[number];
            for (var i = tensor.Offset; i < tensor.Offset + tensor.Layout.Length; i++) masks[i / Lanes] |= (byte)(1 << (i % Lanes));
            Exclude(tensor, masks);
        }

        _runs = [.. Runs(masks)];
    }

    /// <summary>Makes the padding zero; writes only where it is not. Zeros with a sign count as something else.</summary>
    /// <param name="block">The block's first float.</param>
    public void Clear(ref float block)
    {
        ref var words = ref Unsafe.As<float, uint>(ref block);
        foreach (ref readonly var run in _runs.AsSpan())
        {
            var found = Vector256<uint>.Zero;
            ref var place = ref Unsafe.Add(ref words, run.Start);
            for (var i = run.Count; i > 0; i--)
            {
                found |= Vector256.LoadUnsafe(ref place);
                place = ref Unsafe.Add(ref place, run.Stride);
            }

            if ((found & run.Mask) != Vector256<uint>.Zero) Write(ref words, run);
        }
    }

    /// <summary>Whether there is any padding.</summary>
    public bool IsEmpty => _runs.Length == 0;

    // Behind the last whole vector the memory may end: single floats there.
    private void Write(ref uint words, in Run run)
    {
        for (nint i = 0; i < run.Count; i++)
        {
            var start = run.Start + (i * run.Stride);
            for (var lane = 0; lane < Lanes && start + lane < _length; lane++)
                if (run.Mask[lane] != 0) Unsafe.Add(ref words, start + lane) = 0;
        }
    }

    private static void Exclude(ParameterInfo tensor, byte[] masks)
    {
        var layout = tensor.Layout;
        if (layout.ElementCount == layout.Length && layout.Length % Lanes == 0 && tensor.Offset % Lanes == 0)
        {
            masks.AsSpan(tensor.Offset / Lanes, layout.Length / Lanes).Clear();
            return;
        }

        var rows = layout.Rows();
        var offsets = rows.RowOffsets;
        for (var left = layout.ElementCount; left > 0; left -= offsets.Length)
        {
            foreach (var offset in offsets)
            {
                var place = tensor.Offset + rows.Start + offset;
                masks[place / Lanes] &= (byte)~(1 << (place % Lanes));
            }

            rows.MoveNext();
        }
    }

    /// <summary>Vectors with the same padding at equal distances, as few runs as a greedy search finds.</summary>
    private static List<Run> Runs(byte[] masks)
    {
        var runs = new List<Run>();
        for (var mask = 1; mask < 1 << Lanes; mask++)
        {
            if (!masks.AsSpan().Contains((byte)mask)) continue;
            var run = default(Run);
            for (var i = 0; i < masks.Length; i++)
            {
                if (masks[i] != mask) continue;
                var distance = (i * (nint)Lanes) - run.Start - ((run.Count - 1) * run.Stride);
                if (run.Count == 1) run = run with { Count = 2, Stride = distance };
                else if (run.Count > 1 && distance == run.Stride) run = run with { Count = run.Count + 1 };
                else
                {
                    if (run.Count > 0) runs.Add(run);
                    run = new(i * (nint)Lanes, Lanes, 1, MaskOf((byte)mask));
                }
            }

            if (run.Count > 0) runs.Add(run);
        }

        return runs;
    }

    private static Vector256<uint> MaskOf(byte bits)
    {
        Span<uint> lanes = stackalloc uint[Lanes];
        for (var lane = 0; lane < Lanes; lane++) lanes[lane] = (bits & (1 << lane)) != 0 ? uint.MaxValue : 0;
        return Vector256.Create<uint>(lanes);
    }

    private readonly record struct Run(nint Start, nint Stride, nint Count, Vector256<uint> Mask);
}
