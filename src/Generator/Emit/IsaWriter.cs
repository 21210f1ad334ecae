// Input: programs and an instruction set. Output: one file with one class: the programs, then the kernels they call, each once.
using System.Text;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;
using NetGen.Generator.Passes;
using NetGen.Generator.Schedule;
using NetGen.Generator.Targets;

namespace NetGen.Generator.Emit;

/// <summary>Writes the class of one instruction set.</summary>
internal sealed class IsaWriter
{
    /// <summary>The type parameter of methods that hand a gradient on.</summary>
    public const string SinkType = "<TSink>", SinkConstraint = "where TSink : struct, __nt::IGradientSink";

    /// <summary>The further parameters of a program that several threads share.</summary>
    public const string TeamParameters = "global::NetGen.Threading.Team team, int part";

    private readonly NetworkSpec _spec;
    private readonly Isa _isa;
    private readonly StringBuilder _programs = new();
    private readonly KernelTable _kernels;
    private readonly string _indent;
    private CancellationToken _cancellation;

    // Where tensors of steps begin: the locals that refer there.
    private readonly Dictionary<(string Program, string Place), string> _tensors = [];

    // The pieces of the gradient that are written to memory whatever becomes of the rest.
    private readonly List<(int Offset, int Length)> _apart = [];

    private IsaWriter(NetworkSpec spec, Isa isa)
    {
        _spec = spec;
        _isa = isa;
        _indent = new(' ', 4 * (spec.Hosts.Count + 2));
        _kernels = new(isa, spec.Hosts.Count + 2);
    }

    public static string Write(NetworkSpec spec, Isa isa, IReadOnlyList<NetworkProgram> programs, string header, CancellationToken cancellation)
    {
        var writer = new IsaWriter(spec, isa) { _cancellation = cancellation };
        // A kernel's method is known when all kernels are: schedule every step, then write the calls.
        var steps = programs.Select(program => (Program: program, Steps: program.Steps.Select(node => writer.Schedule(node, program)).ToList())).ToList();
        foreach (var (program, calls) in steps) writer.Program(program, calls);
        var body = new StringBuilder();
        var indent = new string(' ', 4 * (spec.Hosts.Count + 1));
        body.Append($"{indent}/// <summary>The kernels for {isa.Name}: vectors of {isa.Lanes} floats. Call only where {isa.Guard.Replace("global::", "").Replace("&&", "and")}.</summary>\n");
        body.Append($"{indent}internal static class {isa.Class}\n{indent}{{\n");
        body.Append(writer._programs).Append(writer._kernels.Text());
        while (body[body.Length - 1] == '\n' && body[body.Length - 2] == '\n') body.Length--;
        body.Append($"{indent}}}\n");
        if (spec.Options.Dump) header += $"\n\nLoop nests; lengths are in floats.\n\n{writer._kernels.Outlines().TrimEnd('\n')}";
        return ClassFrame.Wrap(spec, header, "", body.ToString(), lanes: isa.Lanes);
    }

    /// <summary>One step: what is computed, and its calls, of which one is made.</summary>
    private sealed record Step(Node Node, bool IsLoss, Division Division, IReadOnlyList<Call> Calls, string? Statement = null);

    /// <summary>A call of a kernel, and when it is made.</summary>
    /// <param name="Condition">When, in front of the call.</param>
    /// <param name="Kernel">The kernel.</param>
    /// <param name="Arguments">What it is called with for the whole batch.</param>
    /// <param name="Part">What it is called with for a thread's share, or for a step of a recurrence.</param>
    private sealed record Call(string Condition, KernelTable.Entry Kernel, string Arguments, string Part);

    /// <summary>The rows a call takes.</summary>
    /// <param name="First">The first, or null for all.</param>
    /// <param name="Count">Their number.</param>
    /// <param name="Sequence">The first sequence, where tensors of whole sequences are read beside.</param>
    private sealed record Rows(string? First, string Count, string? Sequence = null)
    {
        public static readonly Rows All = new(null, "n"), Sequences = new(null, "sequences"), Share = new("first", "m", "first"), Step = new("first", "m", "sequence");
    }

    private Step Schedule(Node node, NetworkProgram program)
    {
        _cancellation.ThrowIfCancellationRequested();
        var place = program.Plan[node];
        if (StatementOf(node, program) is { } statement) return new(node, IsLoss: false, Division.First, [], statement);
        var roles = node is ContractNode && program.Plan.Graph.Roles.TryGetValue(node.Id, out var r) ? r : null;
        var lane = program.Plan.Graph.Lanes.TryGetValue(node.Id, out var l) ? l : -1;
        var context = new ScheduleContext(_isa, n => program.Plan.Graph[n], place.Kind == PlaceKind.Gradient, program.MaySink(node), _spec.Options.Unroll, roles, lane);
        var scheduled = Scheduler.Of(node, context);
        if (place.Kind == PlaceKind.Gradient && !scheduled.Kernel.HasSink) _apart.Add((place.Offset, program.Plan.Graph[node].Length));
        Kernel[] kernels = scheduled.SmallBatch is { } small ? [small, scheduled.Kernel] : [scheduled.Kernel];
        var division = Teamwork.DivisionOf(node, program, kernels);
        if (division == Division.Parts) kernels = [.. kernels.Select(k => Parts.Of(k)!)];
        var isStep = program.Plan.RecurrenceOf(node) > 0;
        if (isStep && scheduled.Kernel.Counts.Any(count => count is "step" or "samples")) throw new InvalidOperationException($"{node} depends on which rows it is computed with, but is computed step by step.");
        var all = program.IsOfSequences(node) ? Rows.Sequences : Rows.All;
        var arguments = Arguments(scheduled, program, all);
        var (whole, part) = division switch
        {
            _ when isStep => ("", Arguments(scheduled, program, Rows.Step)),
            Division.Parts => ($"{arguments}, 0, 1", $"{arguments}, part, parts"),
            Division.Samples => (arguments, Arguments(scheduled, program, Rows.Share)),
            _ => (arguments, arguments),
        };
        string[] conditions = kernels.Length == 2 ? [$"if ({(isStep ? Rows.Step : all).Count} < {scheduled.BatchTile}) ", "else "]
            // Running statistics stand behind the loss; those of a batch whose loss is none would spoil them for ever.
            : program.IsGradient && place.Kind == PlaceKind.Buffer ? [$"if (float.IsFinite({Loss(program)})) "]
            : MemoryPlan.IsKept(node) ? [$"if (!isSealed && {Changed(node.Inputs[0], node, program)}) "] : [""];
        return new(
            node,
            program.Graph.Of(ResultKind.Loss).Any(result => result.Node == node),
            division,
            [.. kernels.Zip(conditions, (kernel, condition) => new Call(condition, _kernels.Add(kernel, Identifier(node.Layer)), whole, part))]);
    }

    private void Program(NetworkProgram program, IReadOnlyList<Step> steps)
    {
        var inner = _indent + "    ";
        if (program.IsSplit)
        {
            Head(program, Summary(program), program.Name, "");
            _programs.Append($"{inner}{(program.LossOffset >= 0 ? "return " : "")}{program.Name}Part({ArgumentsOf(Signature(program))}, null, 0);\n{_indent}}}\n\n");
            Head(program, $"One thread's part of <see cref=\"{program.Name}\"/>; the whole without a team.", $"{program.Name}Part", $", {TeamParameters}");
            Together(program, steps);
        }
        else
        {
            Head(program, Summary(program), program.Name, "");
            if (program.Plan.SealOffset >= 0) _programs.Append($"{inner}{IsSealed(program)}\n");
            if (steps.Any(s => program.IsOfSequences(s.Node) || s.Calls.Any(call => call.Arguments.EndsWith(", sequences", StringComparison.Ordinal))))
                _programs.Append($"{inner}int sequences = global::NetGen.Emitted.StepTable.Sequences(ref {Reference("workspace", Index.Text(program.Plan.StepCounts))});\n");
            for (var i = 0; i < steps.Count; i++)
            {
                var step = steps[i];
                if (program.Plan.RecurrenceOf(step.Node) is > 0 and var recurrence)
                {
                    var last = i;
                    while (last + 1 < steps.Count && program.Plan.RecurrenceOf(steps[last + 1].Node) == recurrence) last++;
                    StepByStep(program, recurrence, [.. steps.Skip(i).Take(last - i + 1)]);
                    i = last;
                    continue;
                }

                _programs.Append($"{inner}// {Comment(step.Node)}\n");
                foreach (var call in step.Calls) _programs.Append($"{inner}{call.Condition}{call.Kernel.Call(call.Arguments)};\n");
                if (step.Statement is not null) _programs.Append($"{inner}{step.Statement}\n");
                if (program.IsGradient && step.IsLoss) _programs.Append($"{inner}{EndIfDiverged(program)}\n");
            }
        }

        if (program.LossOffset >= 0) _programs.Append($"{inner}return {Loss(program)};\n");
        _programs.Append($"{_indent}}}\n\n");
        if (program.IsGradient) Apart();
    }

    /// <summary>The nodes of a recurrence, for one step after the other.</summary>
    private void StepByStep(NetworkProgram program, int recurrence, IReadOnlyList<Step> steps)
    {
        string inner = _indent + "    ", body = inner + "    ";
        List<DelayNode> delays = [.. program.Graph.Nodes.OfType<DelayNode>().Where(d => program.Plan.RecurrenceOf(d) == recurrence)];
        var isReversed = delays[0].IsReversed;
        if (delays.Any(d => d.IsReversed != isReversed)) throw new InvalidOperationException($"The recurrence of {delays[0]} goes both ways.");
        var text = new StringBuilder();
        foreach (var delay in delays)
        {
            string at(Node node, string row) => Reference(Tensor(program, node, 0), $"((__sys::IntPtr){row} * {Index.Text(program.Plan.Graph[delay].Length)})");
            text.Append($"{body}// %{delay.Id} = {delay.Describe()}\n{body}ref float {Before(delay)} = ref before < 0 ? ref {at(delay.Initial, "sequence")} : ref {at(delay.Source, "before")};\n");
        }

        foreach (var step in steps)
        {
            text.Append($"{body}// {Comment(step.Node)}\n");
            foreach (var call in step.Calls) text.Append($"{body}{call.Condition}{call.Kernel.Call(call.Part)};\n");
        }

        _programs.Append($"{inner}// {string.Join(", ", steps.Select(s => s.Node.Layer).Distinct())}: step by step{(isReversed ? ", from the last to the first" : "")}\n{inner}{{\n");
        // Tensors that several recurrences touch are named in each.
        foreach (var (place, name) in _tensors.Where(t => t.Key.Program == program.Name).Select(t => (t.Key.Place, t.Value)))
            if (text.ToString().Contains(name)) _programs.Append($"{body}ref float {name} = ref {place};\n");
        _programs.Append($"{body}foreach (ref readonly global::NetGen.Emitted.StepRows rows in {StepsOf(program, isReversed)})\n{body}{{\n{body}    int first = rows.First, m = rows.Count, before = rows.Before, sequence = rows.Sequence;\n");
        foreach (var line in text.ToString().Split(['\n'], StringSplitOptions.RemoveEmptyEntries)) _programs.Append($"    {line}\n");
        _programs.Append($"{body}}}\n{inner}}}\n");
    }

    /// <summary>What is not computed but copied from rows to rows: delays that are in no recurrence, the ends of sequences.</summary>
    private static string? StatementOf(Node node, NetworkProgram program)
    {
        string at(Node tensor) => $"ref {Base(program, tensor, "gradient", "0", 0)}";
        var length = program.Plan.Graph[node].Length;
        return node switch
        {
            DelayNode delay => $"global::NetGen.Emitted.StepTable.Delay({StepsOf(program, delay.IsReversed)}, {at(delay.Source)}, {at(delay.Initial)}, {at(delay)}, {length});",
            EndNode { IsFirst: true } end => $"global::NetGen.Emitted.StepTable.First(sequences, {at(end.X)}, {at(end)}, {length});",
            EndNode end => $"global::NetGen.Emitted.StepTable.Last({StepsOf(program, isReversed: false)}, {at(end.X)}, {at(end)}, {length});",
            AtEndNode { IsFirst: true } end => $"global::NetGen.Emitted.StepTable.AtFirst(n, sequences, {at(end.Dy)}, {at(end)}, {length});",
            AtEndNode end => $"global::NetGen.Emitted.StepTable.AtLast(n, {StepsOf(program, isReversed: false)}, {at(end.Dy)}, {at(end)}, {length});",
            _ => null,
        };
    }

    private static string StepsOf(NetworkProgram program, bool isReversed)
    {
        var entries = Index.Sum(Index.Text(program.Plan.FixedLength), program.Plan.StepEntries == 0 ? "0" : $"((__sys::IntPtr){Index.Text(program.Plan.StepEntries)} * n)");
        return $"global::NetGen.Emitted.StepTable.{(isReversed ? "Backward" : "Forward")}(ref {Reference("workspace", Index.Text(program.Plan.StepCounts))}, ref {Reference("workspace", entries)}{(isReversed ? ", n" : "")})";
    }

    /// <summary>The local that refers to the rows of the step before.</summary>
    private static string Before(DelayNode delay) => $"before{delay.Id}";

    private void Head(NetworkProgram program, string summary, string name, string more)
    {
        var (type, constraint) = program.IsGradient ? (SinkType, $"\n{_indent}    {SinkConstraint}") : ("", "");
        _programs.Append($"{_indent}/// <summary>{summary}</summary>\n{_indent}[__cs::MethodImpl(__cs::MethodImplOptions.AggressiveOptimization)]\n");
        _programs.Append($"{_indent}internal static {(program.LossOffset >= 0 ? "float" : "void")} {name}{type}({Signature(program)}{more}){constraint}\n{_indent}{{\n");
    }

    /// <summary>The program for one of several threads, which meet where results change hands.</summary>
    private void Together(NetworkProgram program, IReadOnlyList<Step> steps)
    {
        var inner = _indent + "    ";
        _programs.Append($"{inner}int parts = team is null ? 1 : team.Size;\n");
        if (steps.Any(s => s.Division == Division.Samples))
            _programs.Append($"{inner}// This thread's samples.\n{inner}int first = (int)((long)n * part / parts), m = (int)((long)n * (part + 1) / parts) - first;\n");
        if (program.Plan.SealOffset >= 0) _programs.Append($"{inner}{IsSealed(program)}\n");
        var meetings = Teamwork.Meetings(program, [.. steps.Select(s => (s.Node, s.Division))]);
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            if (meetings[i]) _programs.Append($"{inner}team?.Meet();\n");
            _programs.Append($"{inner}// {Comment(step.Node)}\n");
            // A second call begins with the else of the first one's condition.
            var alone = step.Division == Division.First ? "if (part == 0) " : "";
            for (var c = 0; c < step.Calls.Count; c++) _programs.Append($"{inner}{(c == 0 ? alone : "")}{step.Calls[c].Condition}{step.Calls[c].Kernel.Call(step.Calls[c].Part)};\n");

            if (!program.IsGradient || !step.IsLoss) continue;
            // All threads must have seen the loss before one goes by it: where parameters are updated, and where running statistics are.
            _programs.Append($"{inner}{(program.Graph.Of(ResultKind.Buffer).Any() ? "" : "if (TSink.Updates) ")}team?.Meet();\n{inner}{EndIfDiverged(program)}\n");
        }
    }

    /// <summary>Nothing is updated with the gradient of a loss that is none.</summary>
    private static string EndIfDiverged(NetworkProgram program) => $"if (TSink.Updates && !float.IsFinite({Loss(program)})) return {Loss(program)};";

    private static string Loss(NetworkProgram program) => Reference("workspace", Index.Text(program.LossOffset));

    private void Apart() => _programs.Append(
        $"{_indent}/// <summary>Offset and length, in turn, of the pieces of the parameter block whose gradients do not go to a sink.</summary>\n"
        + $"{_indent}internal static __sys::ReadOnlySpan<int> GradientApart => [{string.Join(", ", _apart.OrderBy(a => a.Offset).Select(a => $"{a.Offset}, {a.Length}"))}];\n\n");

    private static string IsSealed(NetworkProgram program) => $"bool isSealed = __ng::Fingerprint.IsSealed(ref {Reference("workspace", Index.Text(program.Plan.SealOffset))});";

    /// <summary>Whether what is kept of these weights must be computed again.</summary>
    private string Changed(Node weights, Node kept, NetworkProgram program) =>
        $"__ng::Fingerprint.Changed(ref {Reference(program, weights)}, {program.Plan.Graph[weights].Length}, ref {Reference("workspace", Index.Text(program.Plan.FingerprintOf(kept)))})";

    /// <summary>The parameters of a program.</summary>
    public static string Signature(NetworkProgram program) => program.Name switch
    {
        "Forward" or "Inspect" => "ref float input, ref float output, ref float parameters, ref float buffers, ref float workspace, int n",
        "Evaluate" => "ref float input, ref float targets, ref float parameters, ref float buffers, ref float workspace, int n, int total",
        _ => "ref float input, ref float targets, ref float parameters, ref float buffers, ref float target, ref float gradient, ref float workspace, int n, int total, uint step, ref TSink sink",
    };

    /// <summary>The arguments that hand parameters on.</summary>
    public static string ArgumentsOf(string signature) =>
        string.Join(", ", signature.Split([", "], StringSplitOptions.None).Select(parameter => parameter.Split(' ')).Select(words => words[0] == "ref" ? $"ref {words[2]}" : words[1]));

    private static string Summary(NetworkProgram program) => program.Name switch
    {
        "Forward" => "The outputs of n samples.",
        "Inspect" => "The results of all layers of n samples, one after the other.",
        "Evaluate" => "The share of n samples in the mean loss of a batch of total.",
        _ => "The share of n samples in the mean loss of a batch of total; hands the gradient of that share to the sink.",
    };

    private static string Comment(Node node) => $"{(node.Layer.Length > 0 ? node.Layer : "input")}: {node.ShapeText} %{node.Id} = {node.Describe()}";

    /// <summary>What a kernel is called with: for the whole batch, or for a thread's share of the samples.</summary>
    private string Arguments(ScheduledKernel scheduled, NetworkProgram program, Rows rows)
    {
        var sinks = scheduled.Kernel.HasSink;
        var result = scheduled.Operands[scheduled.Operands.Count - 1];
        var arguments = scheduled.Operands.Select(operand => $"ref {Reference(program, operand, sinks && operand == result ? "target" : "gradient", rows)}");
        string[] sink = sinks ? ["ref sink"] : [];
        var counts = scheduled.Kernel.Counts.Select(count => count switch
        {
            "n" => rows.Count,
            // Statistics are over whole batches, and forward passes have no others.
            "samples" => program.HasSteps ? "sequences" : "n",
            "total" when program.Name is "Forward" or "Inspect" => "n",
            "step" when !program.IsGradient => "0u",
            _ => count,
        });
        return string.Join(", ", arguments.Concat(sink).Concat(counts));
    }

    private string Reference(NetworkProgram program, Node node, string gradient = "gradient", Rows? rows = null)
    {
        var layout = program.Plan.Graph[node];
        if (Viewed(node) is DelayNode delay && program.IsBefore(delay)) return Reference(Before(delay), Index.Text(layout.Offset));
        var first = node.Around.Count > 1 || rows?.Sequence is null ? rows?.First : rows.Sequence;
        if (first is null || !node.Batched) return Base(program, node, gradient, "0", layout.Offset);
        var row = $"((__sys::IntPtr){first} * {Index.Text(layout.Length)})";
        return rows == Rows.Step ? Reference(Tensor(program, node, layout.Offset), row) : Base(program, node, gradient, row, layout.Offset);
    }

    /// <summary>The local that refers to the first row of a tensor, outside of the loop over steps.</summary>
    private string Tensor(NetworkProgram program, Node node, int offset)
    {
        var place = Base(program, node, "gradient", "0", offset);
        if (!_tensors.TryGetValue((program.Name, place), out var name)) _tensors[(program.Name, place)] = name = $"rows{_tensors.Keys.Count(k => k.Program == program.Name) + 1}_";
        return name;
    }

    /// <summary>What a part or another shape of it is a view of.</summary>
    private static Node Viewed(Node node) => node switch
    {
        ReshapeNode reshape => Viewed(reshape.X),
        SelectNode select => Viewed(select.X),
        _ => node,
    };

    /// <summary>A place in the tensor of a row.</summary>
    private static string Base(NetworkProgram program, Node node, string gradient, string row, int offset)
    {
        var place = program.Plan[node];
        string at(string block) => Reference(block, Index.Sum(Index.Text(place.Offset + (long)offset), row));
        return place.Kind switch
        {
            PlaceKind.Input => at("input"),
            PlaceKind.Target => at("targets"),
            PlaceKind.Output => at("output"),
            PlaceKind.Parameter => at("parameters"),
            PlaceKind.Buffer => at("buffers"),
            PlaceKind.Gradient => at(gradient),
            PlaceKind.Fixed => at("workspace"),
            _ => Reference("workspace", Index.Sum(
                Index.Text(program.Plan.FixedLength + (long)offset), place.Offset == 0 ? "0" : $"((__sys::IntPtr){Index.Text(place.Offset)} * n)", row)),
        };
    }

    private static string Reference(string block, string offset) => offset == "0" ? block : $"__u.Add(ref {block}, {offset})";

    /// <summary>A layer's name as a C# name in Pascal case: <c>bottleneck1.conv2d1</c> → <c>Bottleneck1Conv2d1</c>.</summary>
    public static string Identifier(string layer)
    {
        var text = new StringBuilder();
        var upper = true;
        foreach (var c in layer.Length == 0 ? "input" : layer)
        {
            if (!char.IsLetterOrDigit(c) && c != '_')
            {
                upper = true;
                continue;
            }

            if (text.Length == 0 && char.IsDigit(c)) text.Append('_');
            text.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }

        return text.ToString();
    }
}
