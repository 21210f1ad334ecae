// Input: a declaration. Output: the emitted files, or problems. The passes stand here in order; each is named after what it does.
using NetGen.Generator.Emit;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Generator.Passes;
using NetGen.Generator.Schedule;
using NetGen.Generator.Support;
using NetGen.Generator.Targets;

namespace NetGen.Generator;

/// <summary>From a declaration to the emitted files.</summary>
internal static class NetworkCompiler
{
    /// <summary>Operations of a graph; a residual network of a thousand layers has about five thousand.</summary>
    private const int MaximumNodes = 10_000;

    public static CompiledNetwork Compile(NetworkSpec spec, CancellationToken cancellation = default)
    {
        var problems = new List<Problem>();
        var looked = new HashSet<(int, string)>();
        BuiltNetwork? largest = null;
        try
        {
            // Lower the declaration: once as it infers, once (with losses) as it trains.
            var inference = largest = Lower(spec, GraphMode.Inference, withLoss: false, problems, looked, cancellation);
            if (inference is null) return new(default, FirstOfEach(problems));
            var hasLoss = spec.Elements.Any(e => e.Role == ElementRole.Loss);
            var trains = spec.Options.Training ?? hasLoss;
            if (trains && !hasLoss) problems.Add(new("NG0110", -1, $"{spec.Title} asks for training but has no loss; add one, such as [CrossEntropyLoss]"));
            var evaluation = hasLoss ? Lower(spec, GraphMode.Inference, withLoss: true, problems, looked, cancellation) : null;
            var training = hasLoss && trains ? Lower(spec, GraphMode.Training, withLoss: true, problems, looked, cancellation) : null;
            if (problems.Count > 0) return new(default, FirstOfEach(problems));

            // What follows takes time and memory for every operation.
            var operations = (training ?? evaluation ?? inference).Graph.Nodes.Count;
            if (operations > MaximumNodes)
            {
                problems.Add(new("NG0106", -1, $"{spec.Title} consists of {LayerTable.Number(operations)} operations before it is differentiated; at most {LayerTable.Number(MaximumNodes)} are compiled. Use fewer layers"));
                return new(default, problems.ToEquatableArray());
            }

            problems.AddRange(UnusedArguments.In(spec, looked, trains));

            largest = training ?? inference;
            var files = Emit(spec, inference, evaluation, training, problems, cancellation);
            return new(files, problems.ToEquatableArray());
        }
        catch (OverflowException)
        {
            // Sizes, strides and offsets are checked arithmetic: whatever does not fit ends here, on the layer that takes most.
            var layer = largest?.Layers.OrderByDescending(l => l.Node.ElementCount).First();
            problems.Add(new("NG0106", layer?.Position ?? -1, layer is null
                ? $"a sample of {spec.Title} needs more memory than {int.MaxValue} floats"
                : $"{layer.Kind} yields [{string.Join(", ", layer.Node.Shape)}], {layer.Node.ElementCount} elements; with what is kept beside it a sample needs more memory than {int.MaxValue} floats"));
            return new(default, problems.ToEquatableArray());
        }
    }

    /// <summary>The programs of a declaration without problems, as they are emitted: for those who look into what they compute.</summary>
    internal static IReadOnlyList<NetworkProgram> ProgramsOf(NetworkSpec spec)
    {
        var problems = new List<Problem>();
        BuiltNetwork? lower(GraphMode mode, bool withLoss) => Lower(spec, mode, withLoss, problems);
        var inference = lower(GraphMode.Inference, withLoss: false) ?? throw new ArgumentException($"{spec.FullName} has problems.", nameof(spec));
        var hasLoss = spec.Elements.Any(e => e.Role == ElementRole.Loss);
        var trains = hasLoss && (spec.Options.Training ?? true);
        var model = Model(spec, inference, hasLoss ? lower(GraphMode.Inference, withLoss: true) : null, trains ? lower(GraphMode.Training, withLoss: true) : null, problems);
        return [.. new[] { model.Forward, model.Evaluate, model.Gradient, model.Inspect }.Where(p => p is not null).Select(p => p!)];
    }

    /// <summary>The graph of a declaration, whose steps (where it is a sequence) are samples.</summary>
    internal static BuiltNetwork? Lower(
        NetworkSpec spec, GraphMode mode, bool withLoss, List<Problem> problems, ISet<(int Position, string Argument)>? looked = null, CancellationToken cancellation = default) =>
        GraphBuilder.Build(spec, mode, withLoss, problems, looked, cancellation) is { } built ? TimeAxisPass.Run(built, spec, problems) : null;

    private static ApiModel Model(
        NetworkSpec spec, BuiltNetwork inference, BuiltNetwork? evaluation, BuiltNetwork? training, List<Problem> problems, CancellationToken cancellation = default)
    {
        // Count what it costs.
        var costs = CostPass.Run(inference);

        // Choose layouts and plan memory for each entry point. Parameters stand as their first reader wants them: a direct sum, not Winograd's method, which takes any order.
        var layouts = new Dictionary<string, Layout>(StringComparer.Ordinal);
        var inspect = WhereItFits(() => LayOut(WithEveryLayer(inference), layouts, r => r.Kind == ResultKind.Output));
        var forward = LayOut(inference.Graph, layouts, r => r.Kind == ResultKind.Output, winograd: !spec.Options.Strict, halvesWeights: spec.Options.Weights == WeightFormat.BFloat16);
        if (spec.Options.Weights == WeightFormat.BFloat16 && !forward.Graph.Nodes.Any(n => n is BFloat16Node))
            problems.Add(new("NG0203", -1, $"{spec.Title} asks for BFloat16 weights, but has no dense layer whose weights exceed the first-level cache (32 KiB) and whose inputs come in pairs; leave the option out"));
        cancellation.ThrowIfCancellationRequested();
        var evaluate = evaluation is null ? null : LayOut(evaluation.Graph, layouts, r => r.Kind == ResultKind.Loss);
        LaidOutGraph? gradient = null;
        if (training is not null)
        {
            cancellation.ThrowIfCancellationRequested();
            DifferentiatePass.Run(training.Graph, training.Seeds);
            cancellation.ThrowIfCancellationRequested();
            gradient = LayOut(training.Graph, layouts, r => r.Kind != ResultKind.Output);
        }

        // A loss may have parameters of its own, behind those of the layers.
        var (parameters, parameterLength) = Places((evaluation ?? inference).Graph, layouts, trained: true);
        var (buffers, bufferLength) = Places((evaluation ?? inference).Graph, layouts, trained: false);
        var offsets = parameters.Concat(buffers).ToDictionary(p => p.Node.Name, p => p.Offset, StringComparer.Ordinal);
        return new(
            spec,
            IsaCatalogue.Of(spec.Options.Targets),
            costs,
            parameters,
            buffers,
            parameterLength,
            bufferLength,
            [.. inference.Graph.Nodes.OfType<InputNode>()],
            [.. inference.Outputs.Select(o => (o.Name, (int)o.Node.ElementCount))],
            Program("Forward", forward, offsets),
            inspect is null ? null : WhereItFits(() => Program("Inspect", inspect, offsets)),
            evaluate is null ? null : Program("Evaluate", evaluate, offsets),
            gradient is null ? null : Program("Gradient", gradient, offsets),
            training ?? evaluation);
    }

    private static EquatableArray<EmittedFile> Emit(
        NetworkSpec spec, BuiltNetwork inference, BuiltNetwork? evaluation, BuiltNetwork? training, List<Problem> problems, CancellationToken cancellation)
    {
        var model = Model(spec, inference, evaluation, training, problems, cancellation);
        problems.AddRange(BudgetPass.Run(spec, Expenses(model)));

        cancellation.ThrowIfCancellationRequested();

        // Emit one file for the API and one for each instruction set.
        NetworkProgram[] programs = [.. new[] { model.Forward, model.Evaluate, model.Gradient }.Where(p => p is not null).Select(p => p!)];
        var header = $"{spec.Title}, emitted by NetGen.\n\n{LayerTable.Text(model.Layers)}{LeftOut(model)}{(spec.Options.Dump ? ProgramDump.Of(programs) : "")}";
        var files = new List<EmittedFile> { new($"{spec.FileName}.g.cs", ApiWriter.Write(model, header)) };
        foreach (var isa in model.Isas)
        {
            // Reading hidden activations is for looking inside, not for speed: the portable class alone can do it.
            var own = isa is Portable && model.Inspect is { } every ? [.. programs, every] : programs;
            files.Add(new($"{spec.FileName}.{isa.Name}.g.cs", IsaWriter.Write(spec, isa, own, $"{spec.Title} for {isa.Name}, emitted by NetGen.", cancellation)));
        }

        if (model.Time is not null && model.Forward.LayerAgainstSteps is { } against && model.Layers.FirstOrDefault(l => l.Name == against) is { } layer)
            problems.Add(new("NG0902", layer.Position, $"{spec.Title} has no Step, because {layer.Kind} (\"{layer.Name}\") also runs from the last step to the first"));
        problems.Add(new("NG0900", -1, $"{spec.Title}: {LayerTable.Number(model.ParameterCount)} parameters, {LayerTable.Number(model.Macs)} MACs, {LayerTable.Number(model.Flops)} FLOPs, {LayerTable.Number(model.WorkspaceBytes)} bytes of workspace a {(model.Time is null ? "sample" : "step")}"));
        return files.ToEquatableArray();
    }

    /// <summary>Says which instruction sets are not emitted, where some are not.</summary>
    private static string LeftOut(ApiModel model)
    {
        var names = IsaCatalogue.Of(TargetSet.All).Except(model.Isas).Select(isa => isa.Name).ToArray();
        return names.Length == 0 ? "" : $"\n\nNot emitted, by the project's platform or [Network(Targets = …)]: {string.Join(", ", names)}.";
    }

    /// <summary>What a <c>[Budget]</c> can limit, as the constants of the class and the summary say it.</summary>
    private static IReadOnlyList<Expense> Expenses(ApiModel model) =>
    [
        new("MaxParameters", "parameters", model.ParameterCount, Expense.ByLayer(model.Parameters, p => p.Node.Layer, p => p.Node.ElementCount)),
        new("MaxFlops", "FLOPs", model.Flops, Expense.ByLayer(model.Layers, l => l.Name, l => l.Flops)),
        new("MaxWeightBytes", "bytes of weights", (long)model.ParameterLength * sizeof(float), Expense.ByLayer(model.Parameters, p => p.Node.Layer, p => (long)p.Layout.Length * sizeof(float))),
        new("MaxWorkspaceBytes", "bytes of workspace", model.WorkspaceBytes, Expense.ByLayer(model.Forward.Plan.Scratch, s => s.Node.Layer, s => (long)s.Length * sizeof(float))),
    ];

    /// <summary>
    /// A part of the program that yields every layer's result, or null where those of one sample do not fit beside each other: nothing but reading them
    /// depends on it, so a network is not refused for its sake.
    /// </summary>
    private static T? WhereItFits<T>(Func<T> part)
        where T : class
    {
        try
        {
            return part();
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>One problem of a kind on an attribute: both graphs say the same of a loss, and two shared tensors the same of their layer.</summary>
    private static EquatableArray<Problem> FirstOfEach(IEnumerable<Problem> problems) =>
        problems.GroupBy(p => (p.Id, p.Position)).Select(same => same.First()).ToEquatableArray();

    /// <summary>The inference graph with the result of every layer as an output.</summary>
    private static TensorGraph WithEveryLayer(BuiltNetwork network)
    {
        var graph = network.Graph.Rewrite((_, node, inputs) => TensorGraph.Copy(node, inputs));
        graph.Results.Clear();
        foreach (var layer in network.Layers) graph.Results.Add(new(ResultKind.Output, layer.Name, graph.Nodes[layer.Node.Id]));
        return graph;
    }

    /// <summary>From a lowered graph to one that can be scheduled; results that are not <paramref name="kept"/> are dropped first.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="parameters">The layouts of parameters that are known; those decided here are added.</param>
    /// <param name="kept">The results that are wanted.</param>
    /// <param name="winograd">Whether convolutions may be computed by Winograd's method.</param>
    /// <param name="halvesWeights">Whether weights may be stored as bfloat16.</param>
    /// <param name="seen">Is shown the graph after each stage.</param>
    internal static LaidOutGraph LayOut(
        TensorGraph graph, Dictionary<string, Layout> parameters, Func<Result, bool> kept, bool winograd = false, bool halvesWeights = false, Action<string, TensorGraph>? seen = null)
    {
        // The outputs, where they are read and no result, are computed as inference computes them: by the same kernels.
        var uses = graph.CountUses();
        var hasOneOutput = graph.Of(ResultKind.Output).Count() == 1;
        graph.Results.RemoveAll(r => !kept(r) && !(r.Kind == ResultKind.Output && hasOneOutput && uses[r.Node.Id] > 1));
        graph.Verify("lowering");
        graph = DeadCodePass.Run(graph);
        seen?.Invoke("lowered", graph);
        graph = PhasesPass.Run(graph);
        seen?.Invoke("phases", graph);
        graph = DeadCodePass.Run(FusePass.Run(graph));
        seen?.Invoke("fused", graph);
        if (winograd) graph = DeadCodePass.Run(WinogradPass.Run(graph));
        seen?.Invoke("Winograd's method", graph);
        graph = OutsideDelaysPass.Run(LateGradientsPass.Run(graph));
        graph.Verify("fusion");
        seen?.Invoke("gradients late", graph);
        var output = graph.Results.Where(r => !kept(r)).Select(r => r.Node).FirstOrDefault();
        graph.Results.RemoveAll(r => !kept(r));
        var laidOut = LayoutPass.Run(graph, parameters, halvesWeights, output);
        laidOut.Graph.Verify("layout");
        seen?.Invoke("laid out", laidOut.Graph);
        LayoutVerifier.Check(laidOut);
        return laidOut;
    }

    private static NetworkProgram Program(string name, LaidOutGraph graph, IReadOnlyDictionary<string, int> offsets)
    {
        var plan = MemoryPlan.Of(graph, offsets, carries: name == "Forward");
        // One sample's workspace is one block.
        _ = plan.FixedLength + plan.SampleLength;
        return new(name, plan, NetworkProgram.ChunkOf(graph.Graph, plan.SampleLength, name == "Gradient"));
    }

    private static (List<ParameterPlace> Places, int Length) Places(TensorGraph graph, Dictionary<string, Layout> layouts, bool trained)
    {
        var places = new List<ParameterPlace>();
        var offset = 0;
        foreach (var node in graph.Nodes.OfType<ParameterNode>().Where(p => p.Trained == trained))
        {
            var layout = layouts[node.Name];
            places.Add(new(node, layout, offset));
            offset = checked(offset + layout.Length);
        }

        return (places, offset);
    }
}
