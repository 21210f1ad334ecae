using System.Runtime.CompilerServices;
using NetGen.Generator;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;
using NetGen.Generator.Passes;
using NetGen.Generator.Schedule;

namespace NetGen.Testing;

/// <summary>
/// Runs emitted code and looks after each step at the tensor it wrote: what stands around its elements must be zero, because the kernels behind it rely on
/// that. Whether a fault shows in the outputs depends on what the memory held and on who reads it; here it does not.
/// </summary>
internal sealed class PaddingCheck
{
    private const int MostFaults = 20;

    private readonly Dictionary<string, Dictionary<string, NetworkProgram>> _programs = new(StringComparer.Ordinal);
    private readonly Dictionary<Layout, int[]> _places = [];

    private PaddingCheck(NetworkBatch batch) => Batch = batch;

    /// <summary>The networks, with a hook behind each step of their programs.</summary>
    public NetworkBatch Batch { get; }

    /// <summary>Compiles networks with hooks.</summary>
    public static PaddingCheck Compile(IReadOnlyList<DeclaredNetwork> networks) => new(NetworkBatch.Compile(networks, run => run.Compile(StepHooks.Insert, typeof(KernelHook))));

    /// <summary>
    /// What is wrong after the steps of <paramref name="run"/>, which gets the network with its memory (workspace and outputs) filled with <paramref name="fill"/>.
    /// NaN finds what is read without having been written, except where a maximum or a comparison drops it; a large number finds that, too.
    /// </summary>
    public IReadOnlyList<string> Run(string fullName, InstructionSet isa, float fill, Action<CompiledNetwork> run)
    {
        var programs = ProgramsOf(fullName);
        var faults = new List<string>();
        var steps = 0;
        void after(Type kernels, string program, int node, ref float workspace, ref float gradient, int n)
        {
            steps++;
            if (faults.Count < MostFaults) Look(programs[program], node, ref workspace, ref gradient, n, faults);
        }

        var emitted = CompiledNetwork.Of(Batch.TypeOf(fullName), isa);
        emitted.MemoryFill = fill;
        KernelHook.Current = after;
        try
        {
            run(emitted);
        }
        finally
        {
            KernelHook.Current = null;
        }

        if (steps == 0 && programs.Values.Any(p => p.Steps.Any())) faults.Add($"{fullName}: no step was seen; does the text of programs look otherwise?");
        return faults;
    }

    private Dictionary<string, NetworkProgram> ProgramsOf(string fullName)
    {
        lock (_programs)
        {
            if (!_programs.TryGetValue(fullName, out var programs))
                _programs[fullName] = programs = NetworkCompiler.ProgramsOf(Batch.SpecificationOf(fullName)).ToDictionary(p => p.Name, StringComparer.Ordinal);
            return programs;
        }
    }

    private int[] PlacesOf(Layout layout)
    {
        lock (_places)
        {
            if (!_places.TryGetValue(layout, out var places)) _places[layout] = places = PaddingPlaces.Of(layout);
            return places;
        }
    }

    private void Look(NetworkProgram program, int number, ref float workspace, ref float gradient, int n, List<string> faults)
    {
        var node = program.Graph.Nodes[number];
        // Halves of floats have no padding of their own.
        if (node is BFloat16Node) return;
        var layout = program.Plan.Graph[node];
        var place = program.Plan[node];
        long start = place.Offset;
        if (place.Kind == PlaceKind.PerSample) start = program.Plan.FixedLength + ((long)place.Offset * n);
        else if (place.Kind is not (PlaceKind.Fixed or PlaceKind.Gradient)) return;
        ref var memory = ref place.Kind == PlaceKind.Gradient ? ref gradient : ref workspace;
        var places = PlacesOf(layout);
        for (var sample = 0; sample < (node.Batched ? n : 1); sample++)
        {
            foreach (var at in places)
            {
                var value = Unsafe.Add(ref memory, (nint)(start + ((long)sample * layout.Length) + at));
                if (value == 0) continue;
                faults.Add($"{program.Name}, {node.Layer}: {node.ShapeText} {node} in {layout}: sample {sample} of {n} has {value} at {at}, where it has no element");
                return;
            }
        }
    }
}
