using NetGen.Generator.Graph;

namespace NetGen.Testing;

/// <summary>out[…] = bias + Σ a[…]·b[…] over all loops; an index outside of an operand reads 0, outside of the result is skipped.</summary>
internal static class Contraction
{
    public static void Compute(ContractNode node, Tensor[] inputs, Tensor result, int batch)
    {
        int[] extents = [.. node.Dims.Select(d => d.Extent)];
        IndexMap ofA = new(node.AIndex, node.A.Shape, extents), ofB = new(node.BIndex, node.B.Shape, extents), ofResult = new(node.OutIndex, node.Shape, extents);
        Tensor a = inputs[0], b = inputs[1];
        // The innermost loop goes along the last one; the others are counted.
        int[] outer = extents.Length == 0 ? [] : extents[..^1];
        var loops = new int[extents.Length];
        var inner = extents.Length == 0 ? 1 : extents[^1];

        var samples = a.Batched || b.Batched ? batch : 1;
        for (var sample = 0; sample < samples; sample++)
        {
            int startA = a.Batched ? sample * a.ElementCount : 0, startB = b.Batched ? sample * b.ElementCount : 0;
            var startResult = result.Batched ? sample * result.ElementCount : 0;
            do
            {
                ofA.Begin(loops);
                ofB.Begin(loops);
                ofResult.Begin(loops);
                for (var i = 0; i < inner; i++)
                {
                    int offsetA = ofA.Offset(i), offsetB = ofB.Offset(i), offset = ofResult.Offset(i);
                    if (offsetA >= 0 && offsetB >= 0 && offset >= 0) result.Data[startResult + offset] += a.Data[startA + offsetA] * b.Data[startB + offsetB];
                }
            }
            while (Index.Next(outer, loops.AsSpan(0, outer.Length)));
        }

        if (node.Bias is null) return;
        var index = new int[node.Rank];
        for (var sample = 0; sample < result.Samples; sample++)
        {
            do result.At(sample, index) += inputs[2].Data[index[node.BiasAxis]];
            while (Index.Next(node.Shape, index));
        }
    }

    /// <summary>Where an operand's element stands: row-major, for the outer loops at the beginning and then along the last one.</summary>
    private sealed class IndexMap
    {
        private readonly AxisIndex[] _axes;
        private readonly int[] _shape;
        private readonly int[] _first;
        private readonly int[] _steps;
        private readonly bool _mayLeave;
        private readonly int _step;
        private int _start;

        public IndexMap(IReadOnlyList<AxisIndex> axes, int[] shape, int[] extents)
        {
            _axes = [.. axes];
            _shape = shape;
            _first = new int[shape.Length];
            _steps = [.. _axes.Select(a => a.Terms.Where(t => t.Dim == extents.Length - 1).Sum(t => t.Coefficient))];
            for (var axis = 0; axis < shape.Length; axis++)
            {
                var ends = _axes[axis].Terms.Select(t => t.Coefficient * (extents[t.Dim] - 1)).ToList();
                _mayLeave |= _axes[axis].Offset + ends.Where(e => e < 0).Sum() < 0 || _axes[axis].Offset + ends.Where(e => e > 0).Sum() >= shape[axis];
                _step = (_step * shape[axis]) + _steps[axis];
            }
        }

        public void Begin(int[] loops)
        {
            _start = 0;
            for (var axis = 0; axis < _axes.Length; axis++)
            {
                var index = _axes[axis].Offset;
                foreach (var (dim, coefficient) in _axes[axis].Terms)
                    if (dim < loops.Length - 1) index += coefficient * loops[dim];
                _first[axis] = index;
                _start = (_start * _shape[axis]) + index;
            }
        }

        /// <summary>The row-major number, or −1 outside of the tensor.</summary>
        public int Offset(int inner)
        {
            if (_mayLeave)
            {
                for (var axis = 0; axis < _first.Length; axis++)
                    if ((uint)(_first[axis] + (inner * _steps[axis])) >= (uint)_shape[axis]) return -1;
            }

            return _start + (inner * _step);
        }
    }
}
