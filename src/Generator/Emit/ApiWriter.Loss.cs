// Evaluate, Gradient and Train: what they take depends on the losses. Labels are checked, counted and packed as floats, all labels of a sample before
// its real-valued targets; real-valued targets alone are read where the caller has them.
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Schedule;

namespace NetGen.Generator.Emit;

/// <content>The loss side.</content>
internal sealed partial class ApiWriter
{
    private int LabelLength => _model.Training?.LabelLength ?? 0;

    private int ValueLength => _model.Training?.ValueLength ?? 0;

    private bool TakesLabels => LabelLength > 0;

    private bool TakesValues => ValueLength > 0;

    private const string TrainSummary = "/// <summary>One step of training: the loss of a batch in training mode, and the parameters moved by the optimiser. One caller at a time.</summary>";

    private const string IsAlone = "/// <exception cref=\"global::System.InvalidOperationException\">Another call of Evaluate, Gradient or Train is under way.</exception>";

    private string TrainedInterface => !TakesLabels ? "ITargetTrained" : TakesValues ? "ILabelAndTargetTrained" : "ILabelTrained";

    private IReadOnlyList<TargetSlot> LabelSlots => [.. _model.Training?.Labels ?? []];

    /// <summary>The parameters of Evaluate and Gradient between input and gradient.</summary>
    private string TargetParameters => !TakesLabels ? "global::System.ReadOnlySpan<float> targets" : TakesValues ? "global::System.ReadOnlySpan<int> labels, global::System.ReadOnlySpan<float> targets" : "global::System.ReadOnlySpan<int> labels";

    /// <summary>Where a batch's targets stand, once they are checked and packed.</summary>
    private string TargetReference => TakesLabels ? $"PackTargets(labels{(TakesValues ? ", targets" : "")}, batch)" : "global::System.Runtime.InteropServices.MemoryMarshal.GetReference(targets)";

    private string LengthChecks => string.Join(" || ", new[]
    {
        "batch == 0",
        "input.Length != (long)batch * InputLength",
        TakesLabels ? $"labels.Length != (long)batch * {(TakesValues ? "LabelLength" : "TargetLength")}" : "",
        TakesLabels && !TakesValues ? "" : "targets.Length != (long)batch * TargetLength",
    }.Where(check => check.Length > 0));

    private string LengthNames => string.Join(", ", new[] { "input.Length", TakesLabels ? "labels.Length" : "", TakesLabels && !TakesValues ? "" : "targets.Length" }.Where(l => l.Length > 0));

    private string GradientSignature => $"global::System.ReadOnlySpan{{float}}, {(TakesLabels ? $"global::System.ReadOnlySpan{{int}}, {(TakesValues ? "global::System.ReadOnlySpan{float}, " : "")}" : "global::System.ReadOnlySpan{float}, ")}global::System.Span{{float}}";

    private void LossFields()
    {
        if (TakesLabels && TakesValues)
        {
            Lines(
                "",
                "/// <summary>Class indices of one sample.</summary>",
                $"public const int LabelLength = {LabelLength};",
                "");
        }

        Lines("private global::NetGen.Numerics.AlignedBuffer? _scratch;");
        if (TakesLabels) Lines("private global::NetGen.Numerics.AlignedBuffer? _packed;");
        if (Trains) Lines("private global::NetGen.Numerics.AlignedBuffer? _gradient;", "private uint _step;");
        Lines("private global::NetGen.Threading.SingleCaller _caller;");
    }

    /// <summary>A method that takes any number of steps is not for the caller, who has sequences.</summary>
    private string LossMethod(string name) => IsSequence ? $"private float {name}{SequenceMembers.Suffix}" : $"public float {name}";

    private void Loss(NetworkProgram program)
    {
        var isGradient = program.Name == "Gradient";
        var (summary, length) = isGradient
            ? ("/// <summary>The loss of a batch in training mode; the gradient receives d(loss)/d(Parameters), overwritten. One caller at a time.</summary>", ", global::System.Span<float> gradient")
            : ("/// <summary>The loss of a batch in inference mode, without a gradient. One caller at a time.</summary>", "");
        if (!TakesLabels && !TakesValues) WithoutTargets(program.Name, summary, isGradient ? ", global::System.Span<float> gradient" : "", isGradient ? ", gradient" : "");
        Lines(
            "",
            summary,
            "/// <exception cref=\"global::System.ArgumentException\">The lengths do not fit" + (isGradient ? ", what is written overlaps what is read" : "") + (TakesLabels ? ", or a label is not a class" : "") + ".</exception>",
            IsAlone,
            $"{LossMethod(program.Name)}(global::System.ReadOnlySpan<float> input, {TargetParameters}{length})",
            "{",
            "    int batch = input.Length / InputLength;",
            $"    if ({LengthChecks}) ThrowTargets(\"{program.Name}\", {LengthNames});");
        if (isGradient)
        {
            Lines(GradientBody("batch, default"));
            return;
        }

        Lines([
            .. Alone("Evaluate"),
            $"        return EvaluateShare(input, ref {TargetReference}, batch, batch, default);",
            .. NoMoreAlone,
            "}",
            "",
            "// The share of some samples in the loss of a batch.",
            "private float EvaluateShare(global::System.ReadOnlySpan<float> input, ref float t, int batch, int total, global::System.ReadOnlySpan<double> masses)",
            "{"]);
        Parts(program, "ref _parameters.Reference, ref _buffers.Reference, ref w, n, total");
        Lines("}");
    }

    /// <summary>The rest of a method that computes a gradient, once batch and targets are checked.</summary>
    /// <param name="share">The samples of the whole batch, and their masses.</param>
    private string[] GradientBody(string share) =>
    [
        "    if (gradient.Length != ParameterLength) throw new global::System.ArgumentException($\"The gradient has {gradient.Length} values, but the parameter block has {ParameterLength}.\", \"gradient\");",
        .. RefuseWrites("Gradient"),
        .. Alone("Gradient"),
        "        gradient.Clear();",
        "        ref float g = ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference(gradient);",
        "        global::NetGen.Training.GradientSum sink = default(global::NetGen.Training.GradientSum);",
        $"        return new TrainingBatch(this, input, ref {TargetReference}, batch, {share}).Run(ref g, ref g, ref sink);",
        .. NoMoreAlone,
        "}",
    ];

    /// <summary>Refuses a gradient that overlaps what is read, and targets that overlap the running statistics.</summary>
    private string[] RefuseWrites(string method) =>
    [
        .. RefuseReads(method, "gradient"),
        .. _model.ParameterLength > 0 ? Text(Refuse(method, "gradient", "parameters", "_parameters.Span")) : [],
        .. _model.BufferLength > 0 ? Text(Refuse(method, "gradient", "buffers", "_buffers.Span")) : [],
        .. _model.BufferLength > 0 ? RefuseReads(method, "buffers", "_buffers.Span") : [],
    ];

    /// <summary>Refuses to write into what is read from the caller.</summary>
    private string[] RefuseReads(string method, string written, string? writtenSpan = null) =>
    [
        Refuse(method, written, "input", writtenSpan: writtenSpan),
        .. TakesLabels ? Text(Refuse(method, written, "labels", writtenSpan: writtenSpan)) : [],
        .. TakesLabels && !TakesValues ? [] : Text(Refuse(method, written, "targets", writtenSpan: writtenSpan)),
    ];

    /// <summary>Scratch memory, packed targets and the gradient are one caller's at a time.</summary>
    private string[] Alone(string method) =>
    [
        $"    _caller.EnterTraining(\"{_model.Spec.Title}.{method}\");",
        "    try",
        "    {",
        .. ClearPadding("        "),
    ];

    private static string[] NoMoreAlone { get; } = ["    }", "    finally", "    {", "        _caller.Leave();", "    }"];

    /// <summary>The loss of a batch, computed in parts that fit.</summary>
    private void Parts(NetworkProgram program, string arguments, string indent = "    ")
    {
        var isGradient = program.IsGradient;
        Lines(
            $"{indent}ref float x = ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({(isGradient ? "_input" : "input")});",
            // Parts of one size: a small one at the end would cost nearly as much as a large one.
            program.Chunk == 0 ? $"{indent}int chunk = batch;" : $"{indent}int parts = (int)(((long)batch + {program.Name}Chunk - 1) / {program.Name}Chunk), chunk = (int)(((long)batch + parts - 1) / parts);",
            $"{indent}ref float w = ref {(isGradient ? "network." : "")}Scratch({program.Name}Scratch + ((long){program.Name}ScratchPerSample * chunk));",
            $"{indent}float loss = 0f;");
        if (Masses(program).Any()) Lines($"{indent}if (masses.IsEmpty) {program.Name}Begin(ref t, ref w, batch);", $"{indent}else {program.Name}BeginShare(ref w, masses);");
        if (isGradient) Lines(RunTogether());
        Lines(
            $"{indent}for (int done = 0, n; done < batch; done += n)",
            $"{indent}{{",
            $"{indent}    n = global::System.Math.Min(chunk, batch - done);",
            $"{indent}    ref float xs = ref global::System.Runtime.CompilerServices.Unsafe.Add(ref x, (global::System.IntPtr)done * InputLength);",
            $"{indent}    ref float ts = ref global::System.Runtime.CompilerServices.Unsafe.Add(ref t, (global::System.IntPtr)done * {LabelLength + ValueLength});");
        Dispatch($"{indent}    ", $"{program.Name}(ref xs, ref ts, {arguments});", "loss += ");
        Lines($"{indent}}}", "", $"{indent}return loss;");
    }

    /// <summary>A step of training, and what the optimiser needs for it.</summary>
    private void Training(NetworkProgram program)
    {
        var whole = program.Chunk == 0 ? "true" : $"batch <= {program.Name}Chunk";
        if (!TakesLabels && !TakesValues) WithoutTargets("Train", TrainSummary, ", global::NetGen.Training.Optimizer optimizer", ", optimizer");
        Lines([
            "",
            TrainSummary,
            "/// <remarks>The same to the bit as <see cref=\"Gradient(" + GradientSignature + ")\"/> and the optimiser's step, but faster; where the loss is not finite, the parameters stay as they are.</remarks>",
            "/// <exception cref=\"global::System.ArgumentException\">The lengths do not fit, what is read overlaps the parameters or buffers" + (TakesLabels ? ", or a label is not a class" : "") + ".</exception>",
            IsAlone,
            $"{LossMethod("Train")}(global::System.ReadOnlySpan<float> input, {TargetParameters}, global::NetGen.Training.Optimizer optimizer)",
            "{",
            "    global::System.ArgumentNullException.ThrowIfNull(optimizer);",
            "    int batch = input.Length / InputLength;",
            $"    if ({LengthChecks}) ThrowTargets(\"Train\", {LengthNames});",
            .. _model.ParameterLength > 0 ? RefuseReads("Train", "parameters", "_parameters.Span") : [],
            .. _model.BufferLength > 0 ? RefuseReads("Train", "buffers", "_buffers.Span") : [],
            .. Alone("Train"),
            "        _gradient ??= new global::NetGen.Numerics.AlignedBuffer(ParameterLength);",
            .. KeepsDerived ? Text("        _isTrained = true;") : [],
            $"        return optimizer.Train(_parameters.Span, _gradient.Span, new TrainingBatch(this, input, ref {TargetReference}, batch, batch, default));",
            .. NoMoreAlone,
            "}",
            "",
            "/// <inheritdoc/>",
            "public int RandomSeed { get; set; }",
            "",
            "/// <inheritdoc/>",
            "public uint RandomStep",
            "{",
            "    get => _step;",
            "    set => _step = value;",
            "}",
            "",
            "// Random masks are numbered within a call: each part of a batch takes a step of its own.",
            "private uint NextStep() => global::NetGen.Numerics.LaneRandom.Step(RandomSeed, unchecked(_step++));",
            "",
            "// A batch, or some samples of one of total, on its way through the network.",
            $"private readonly ref struct TrainingBatch({Self} network, global::System.ReadOnlySpan<float> input, ref float targets, int batch, int total, global::System.ReadOnlySpan<double> masses) : global::NetGen.Training.ITrainingStep",
            "{",
            "    private readonly global::System.ReadOnlySpan<float> _input = input;",
            "    private readonly ref float _targets = ref targets;",
            "    private readonly global::System.ReadOnlySpan<double> _masses = masses;",
            "",
            $"    public bool IsWhole => {whole};",
            "",
            "    public global::System.ReadOnlySpan<int> Apart",
            "    {",
            "        get",
            "        {"]);
        Dispatch("            ", "GradientApart;", "return ");
        Lines(
            "        }",
            "    }",
            "",
            "    public float Run<TSink>(ref float target, ref float gradient, ref TSink sink)",
            "        where TSink : struct, global::NetGen.Training.IGradientSink",
            "    {",
            "        ref float t = ref _targets;");
        if (Masses(program).Any()) Lines("        global::System.ReadOnlySpan<double> masses = _masses;");
        Parts(program, "ref network._parameters.Reference, ref network._buffers.Reference, ref target, ref gradient, ref w, n, total, network.NextStep(), ref sink", "        ");
        Lines("    }", "}");
    }

    /// <summary>The shorter form for losses that compare values of the network with each other.</summary>
    private void WithoutTargets(string name, string summary, string parameter, string argument) => Lines(
        "",
        summary,
        "/// <exception cref=\"global::System.ArgumentException\">The lengths do not fit, or what is written overlaps what is read.</exception>",
        IsAlone,
        $"public float {name}(global::System.ReadOnlySpan<float> input{parameter}) => {name}(input, global::System.ReadOnlySpan<float>.Empty{argument});");

    private void LossMemory()
    {
        Shares();
        var parts = new List<string>();
        if (TakesLabels) parts.Add($"{SamplesOf} x {{{(TakesValues ? "LabelLength" : "TargetLength")}}} labels");
        if (TakesValues || !TakesLabels) parts.Add($"{SamplesOf} x {{TargetLength}} target values");
        string[] got = [.. TakesLabels ? ["labels"] : Array.Empty<string>(), .. TakesLabels && !TakesValues ? Array.Empty<string>() : ["targets"]];
        Lines(
            "",
            $"private static void ThrowTargets(string method, int input, {string.Join(", ", got.Select(g => $"int {g}"))}) => throw new global::System.ArgumentException(",
            $"    $\"{_model.Spec.Title}.{{method}} needs {SamplesOf} x {{InputLength}} input values and {string.Join(" and ", parts)} with {SamplesOf} of at least 1, but got {{input}} and {string.Join(" and ", got.Select(g => $"{{{g}}}"))}.\");",
            "",
            "private ref float Scratch(long length)",
            "{",
            "    if (_scratch is null || _scratch.Length < length) _scratch = new global::NetGen.Numerics.AlignedBuffer(length);",
            "    return ref _scratch.Reference;",
            "}");
        if (TakesLabels) PackTargets();
    }

    private void PackTargets()
    {
        Lines(
            "",
            $"private ref float PackTargets(global::System.ReadOnlySpan<int> labels{(TakesValues ? ", global::System.ReadOnlySpan<float> targets" : "")}, int batch)",
            "{",
            $"    long length = (long)batch * {LabelLength + ValueLength};",
            "    if (_packed is null || _packed.Length < length) _packed = new global::NetGen.Numerics.AlignedBuffer(length);",
            "    global::System.Span<float> packed = _packed.Span;",
            "    for (int sample = 0; sample < batch; sample++)",
            "    {");
        foreach (var slot in LabelSlots) PackLabels(slot);
        if (TakesValues) Lines($"        targets.Slice(sample * {ValueLength}, {ValueLength}).CopyTo(packed.Slice((sample * {LabelLength + ValueLength}) + {LabelLength}));");
        Lines(
            "    }",
            "",
            "    return ref _packed.Reference;",
            "}",
            "",
            "private static void ThrowLabel(int label, int at, int classes, string ignored) => throw new global::System.ArgumentException(",
            "    $\"Label {label} at {at} is not one of the classes 0 to {classes - 1}{ignored}.\", \"labels\");");
        foreach (var slot in LabelSlots) LabelMass(slot);
        foreach (var program in new[] { _model.Evaluate, _model.Gradient }) Begin(program);
    }

    private void PackLabels(TargetSlot slot)
    {
        var ignored = slot.Target.Ignored;
        Lines(
            $"        // {slot.Loss}",
            $"        for (int i = {slot.Offset}; i < {slot.Offset + slot.Length}; i++)",
            "        {",
            $"            int label = labels[(sample * {LabelLength}) + i];",
            $"            if ({(ignored is { } none ? $"label != {Index.Text(none)} && " : "")}unchecked((uint)label) >= {slot.Target.Classes}u) ThrowLabel(label, (sample * {LabelLength}) + i, {slot.Target.Classes}, \"{(ignored is { } skipped ? $", nor {Index.Text(skipped)}, which does not count" : "")}\");",
            $"            packed[(sample * {LabelLength + ValueLength}) + i] = label;",
            "        }");
    }

    /// <summary>The method that sums the weights of a loss's labels.</summary>
    private void LabelMass(TargetSlot slot)
    {
        if (MassOf(slot) is not { } mass) return;
        if (mass.Weights is { } weights) Lines("", $"private static global::System.ReadOnlySpan<float> {WeightTable(slot)} => [{string.Join(", ", weights.Select(KernelWriter.Literal))}];");
        var what = mass.Weights is null ? "1" : $"{WeightTable(slot)}[label]";
        Lines(
            "",
            $"// How much the labels of {slot.Loss} weigh together{(mass.Ignored is null ? "" : ", those left out that do not count")}.",
            $"private static float {MassMethod(slot)}(ref float targets, int batch)",
            "{",
            "    double mass = 0.0;",
            "    for (int sample = 0; sample < batch; sample++)",
            "    {",
            $"        for (int i = {slot.Offset}; i < {slot.Offset + slot.Length}; i++)",
            "        {",
            $"            int label = unchecked((int)global::System.Runtime.CompilerServices.Unsafe.Add(ref targets, ((global::System.IntPtr)sample * {LabelLength + ValueLength}) + i));",
            mass.Ignored is { } ignored ? $"            if (label != {Index.Text(ignored)}) mass += {what};" : $"            mass += {what};",
            "        }",
            "    }",
            "",
            "    return (float)mass;",
            "}");
    }

    /// <summary>The method that writes what a program reads of the whole batch's labels into its scratch memory.</summary>
    private void Begin(NetworkProgram? program)
    {
        if (program is null || !Masses(program).Any()) return;
        Lines(
            "",
            $"// Sets up the scratch memory of {program.Name} for a batch, whatever parts it is taken in.",
            $"internal static void {program.Name}Begin(ref float targets, ref float workspace, int batch)",
            "{");
        foreach (var mass in Masses(program))
            Lines($"    global::System.Runtime.CompilerServices.Unsafe.Add(ref workspace, {program.Plan[mass].Offset}) = {MassMethod(LabelSlots.Single(s => s.Offset == mass.Labels.Offset))}(ref targets, batch);");
        Lines("}");
    }

    private static IEnumerable<LabelMassNode> Masses(NetworkProgram program) => program.Graph.Nodes.OfType<LabelMassNode>();

    private LabelMassNode? MassOf(TargetSlot slot) => new[] { _model.Evaluate, _model.Gradient }
        .Where(p => p is not null)
        .SelectMany(p => Masses(p!))
        .FirstOrDefault(m => m.Labels.Offset == slot.Offset);

    private static string MassMethod(TargetSlot slot) => $"{IsaWriter.Identifier(slot.Loss)}Mass";

    private static string WeightTable(TargetSlot slot) => $"{IsaWriter.Identifier(slot.Loss)}Weights";
}
