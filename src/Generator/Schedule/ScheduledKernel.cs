using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>A kernel and the tensors it is called with.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Operands">The tensors of its reference parameters, the result's last.</param>
/// <param name="SmallBatch">A kernel with the same parameters for fewer than <paramref name="BatchTile"/> samples, or null.</param>
/// <param name="BatchTile">From how many samples on <paramref name="Kernel"/> is worth it.</param>
internal sealed record ScheduledKernel(Kernel Kernel, IReadOnlyList<Node> Operands, Kernel? SmallBatch = null, int BatchTile = 1);

/// <summary>Everything a schedule needs to know of a node besides itself.</summary>
/// <param name="Isa">The instruction set.</param>
/// <param name="LayoutOf">The layouts.</param>
/// <param name="Accumulate">Whether the result is added to what is there (a gradient).</param>
/// <param name="MaySink">Whether it may go to a gradient sink instead.</param>
/// <param name="Unroll">How far to unroll.</param>
/// <param name="Roles">How a contraction is vectorised; null for other nodes and for contractions without a lane loop.</param>
/// <param name="Lane">The axis of its domain along which an element-wise node or a reduction has its lanes, or −1.</param>
internal sealed record ScheduleContext(
    Targets.Isa Isa, Func<Node, Layout> LayoutOf, bool Accumulate, bool MaySink, Model.UnrollMode Unroll, Passes.ContractRoles? Roles, int Lane);
