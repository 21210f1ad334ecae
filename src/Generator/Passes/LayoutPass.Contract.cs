using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <content>The operands of contractions.</content>
internal sealed partial class LayoutPass
{
    /// <summary>A depthwise convolution that is the network's whole way from input to output.</summary>
    private bool IsBetweenCallersImages(ContractNode node, Node[] inputs) =>
        inputs[0] is InputNode && DepthwisePlane.Takes(node) && _source.Results.Count == 1 && _singleResult.TryGetValue(node.Id, out var result) && result.Kind == ResultKind.Output;

    /// <summary>
    /// A dense layer whose weights exceed the first-level cache, so that reading them sets its time, and whose innermost terms come in pairs.
    /// </summary>
    private bool IsWorthHalving(ContractNode node, Node weights)
    {
        const int firstLevelFloats = 32 * 1024 / sizeof(float);
        if (node.Rank != 1 || weights is not ParameterNode || LayoutOf(weights) is not { Length: > firstLevelFloats, IsExact: false } layout) return false;
        var terms = Enumerable.Range(0, layout.Axes.Count).Where(a => a != layout.LaneAxis && layout.Axes[a].Extent > 1).OrderBy(a => layout.Axes[a].Stride).ToList();
        if (terms.Count == 0 || layout.Axes[terms[0]] is not { Stride: Layout.Lanes } innermost) return false;
        return (innermost.IsBlocked || innermost.Extent % 2 == 0) && terms.Skip(1).All(a => layout.Axes[a].Stride % (2 * Layout.Lanes) == 0);
    }

    /// <summary>An image whose rows are vectors.</summary>
    private Node ForRows(Node source, Node input)
    {
        var (low, high) = HaloOf(source);
        return LayoutOf(input).IsRows && HasHalo(LayoutOf(input), low, high) ? input : Convert(input, Layout.Rows(input.Shape, low, high));
    }

    /// <summary>The vector operand: lanes along the lane loop; a parameter gets the panel layout that suits its first reader.</summary>
    private Node ForVector(ContractRoles roles, Node scalar, Node source, Node input)
    {
        var lane = roles.VectorLaneAxis;
        if (input is ParameterNode parameter && !_parameters.ContainsKey(parameter.Name))
        {
            _layouts[input.Id] = _parameters[parameter.Name] = PanelsFor(roles, LayoutOf(scalar), input.Shape);
            return input;
        }

        var layout = LayoutOf(input);
        var (low, high) = HaloOf(source);
        if (layout.LaneAxis == lane && !layout.IsExact && HasHalo(layout, low, high)) return input;
        return Convert(input, roles.Node.Inputs[roles.VectorInput] is ParameterNode or ConvertNode
            ? PanelsFor(roles, LayoutOf(scalar), input.Shape)
            : Layout.Blocked(input.Shape, lane, low, high));
    }

    /// <summary>
    /// Panels whose axes stand in the order in which the scalar operand is walked, largest stride first; where the lanes run along the sum, the weights of
    /// each output as the other operand stands.
    /// </summary>
    private static Layout PanelsFor(ContractRoles roles, Layout scalar, int[] shape)
    {
        if (roles.IsDot) return Layout.Panels(shape, roles.VectorLaneAxis, [.. Enumerable.Range(2, shape.Length - 2)], [], around: 0);
        var node = roles.Node;
        var (sIndex, vIndex) = roles.Swapped ? (node.BIndex, node.AIndex) : (node.AIndex, node.BIndex);
        var blocked = new List<int>();
        var strides = new Dictionary<int, long>();
        for (var axis = 0; axis < shape.Length; axis++)
        {
            if (axis == roles.VectorLaneAxis) continue;
            // An axis without a loop in the scalar operand (a group) stands outermost.
            strides[axis] = long.MaxValue - axis;
            foreach (var term in vIndex[axis].Terms)
            {
                for (var a = 0; a < sIndex.Count; a++)
                {
                    if (sIndex[a].Terms.FirstOrDefault(t => t.Dim == term.Dim) is not { } found) continue;
                    strides[axis] = (long)scalar.Axes[a].Stride * Math.Abs(found.Coefficient);
                    if (scalar.Axes[a].IsBlocked && sIndex[a].IsPlain && vIndex[axis].IsPlain && a != roles.ScalarLaneAxis) blocked.Add(axis);
                }
            }
        }

        int[] order = [.. strides.OrderByDescending(p => p.Value).ThenBy(p => p.Key).Select(p => p.Key)];
        return Layout.Panels(shape, roles.VectorLaneAxis, order, blocked);
    }
}
