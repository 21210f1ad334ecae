// Input: the steps of a program. Output: what each thread does of each step, and where the threads must meet.
// Invariant: whatever a thread reads has been written by itself or before a meeting, and nothing another thread may still read is overwritten.
using NetGen.Generator.Graph;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Schedule;

/// <summary>What a thread does of a step.</summary>
internal enum Division
{
    /// <summary>The first thread does all of it.</summary>
    First,

    /// <summary>Each computes a part of the elements.</summary>
    Parts,

    /// <summary>Each takes its own samples.</summary>
    Samples,
}

/// <summary>Divides the steps of a program among threads.</summary>
internal static class Teamwork
{
    /// <summary>A step of fewer multiplications or elements a sample is done before another thread has taken up its part.</summary>
    private const long LeastElements = 4096;

    public static Division DivisionOf(Node node, NetworkProgram program, IReadOnlyList<Kernel> kernels)
    {
        // What is kept is derived by one thread, which compares and stores the fingerprint; pairs are pairs of samples.
        if (!program.IsSplit || MemoryPlan.IsKept(node) || node is PairNode) return Division.First;
        if (program.IsGradient && node.Batched && !kernels.Any(k => k.Counts.Contains("step"))) return Division.Samples;
        var size = node is ContractNode contract ? contract.Macs : node is ReduceNode reduce ? reduce.Domain.Aggregate(1L, (product, extent) => product * extent) : node.ElementCount;
        return size >= LeastElements && kernels.All(k => Parts.Of(k) is not null) ? Division.Parts : Division.First;
    }

    /// <summary>Before which steps the threads meet.</summary>
    public static bool[] Meetings(NetworkProgram program, IReadOnlyList<(Node Node, Division Division)> steps)
    {
        var meetings = new bool[steps.Count];
        var since = new List<Access>();
        for (var i = 0; i < steps.Count; i++)
        {
            var accesses = Accesses(program, steps[i].Node, steps[i].Division);
            if (accesses.Any(a => since.Any(a.ConflictsWith)))
            {
                meetings[i] = true;
                since.Clear();
            }

            since.AddRange(accesses);
        }

        return meetings;
    }

    private static List<Access> Accesses(NetworkProgram program, Node node, Division division)
    {
        var accesses = new List<Access>();
        void add(Node tensor, bool writes)
        {
            var place = program.Plan[tensor];
            if (place.Kind is PlaceKind.Input or PlaceKind.Target) return;
            accesses.Add(new(place.Kind, place.Offset, place.Offset + program.Plan.Graph[tensor].Length, writes, division));
            // Where a gradient is not kept, its parameter is updated.
            if (place.Kind == PlaceKind.Gradient) accesses.Add(new(PlaceKind.Parameter, place.Offset, place.Offset + program.Plan.Graph[tensor].Length, writes, division));
        }

        foreach (var input in node.Inputs) add(input, writes: false);
        add(node, writes: true);
        return accesses;
    }

    /// <summary>Memory a step touches, in floats; those of a sample where there is such memory for each.</summary>
    private sealed record Access(PlaceKind Kind, int Start, int End, bool Writes, Division Division)
    {
        public bool ConflictsWith(Access other)
        {
            if (Kind != other.Kind || (!Writes && !other.Writes) || Start >= other.End || other.Start >= End) return false;
            if (Division == Division.First && other.Division == Division.First) return false;
            // The same tensor, each thread its own samples of it.
            return !(Division == Division.Samples && other.Division == Division.Samples && Kind is PlaceKind.PerSample or PlaceKind.Output && Start == other.Start && End == other.End);
        }
    }
}
