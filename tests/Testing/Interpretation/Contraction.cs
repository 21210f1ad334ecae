using NetGen.Generator.Graph;

namespace NetGen.Testing;

/// <summary>out[…] = bias + Σ a[…]·b[…] over all loops; an index outside of an operand reads 0, outside of the result is skipped.</summary>
internal static class Contraction
{
    public static void Compute(ContractNode node, Tensor[] inputs, Tensor result, int batch)
    {
        int[] extents = [.. node.Dims.Select(d => d.Extent)];
        var loops = new int[extents.Length];
        IndexMap ofA = new(node.AIndex, node.A.Shape, loops), ofB = new(node.BIndex, node.B.Shape, loops), ofResult = new(node.OutIndex, node.Shape, loops);
        Tensor a = inputs[0], b = inputs[1];

        var samples = a.Batched || b.Batched ? batch : 1;
        for (var sample = 0; sample < samples; sample++)
        {
            int startA = a.Batched ? sample * a.ElementCount : 0, startB = b.Batched ? sample * b.ElementCount : 0;
            var startResult = result.Batched ? sample * result.ElementCount : 0;
            do
            {
                int offsetA = ofA.Offset(), offsetB = ofB.Offset(), offset = ofResult.Offset();
                if (offsetA >= 0 && offsetB >= 0 && offset >= 0) result.Data[startResult + offset] += a.Data[startA + offsetA] * b.Data[startB + offsetB];
            }
            while (Index.Next(extents, loops));
        }

        if (node.Bias is null) return;
        var index = new int[node.Rank];
        for (var sample = 0; sample < result.Samples; sample++)
        {
            do result.At(sample, index) += inputs[2].Data[index[node.BiasAxis]];
            while (Index.Next(node.Shape, index));
        }
    }

    /// <summary>Where an operand's element stands for the current loops.</summary>
    private sealed class IndexMap(IReadOnlyList<AxisIndex> axes, int[] shape, int[] loops)
    {
        private readonly (int Offset, (int Dim, int Coefficient)[] Terms)[] _axes =
            [.. axes.Select(a => (a.Offset, a.Terms.Select(t => (t.Dim, t.Coefficient)).ToArray()))];

        /// <summary>The row-major number, or −1 outside of the tensor.</summary>
        public int Offset()
        {
            var offset = 0;
            for (var axis = 0; axis < _axes.Length; axis++)
            {
                var index = _axes[axis].Offset;
                foreach (var (dim, coefficient) in _axes[axis].Terms) index += coefficient * loops[dim];
                if (index < 0 || index >= shape[axis]) return -1;
                offset = (offset * shape[axis]) + index;
            }

            return offset;
        }
    }
}
