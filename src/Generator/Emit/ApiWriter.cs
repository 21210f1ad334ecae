// Input: the model of the API. Output: the file a user reads first: constants, constructor, Forward, Evaluate, Gradient, Save, Load.
using System.Text;
using NetGen.Generator.Schedule;

namespace NetGen.Generator.Emit;

/// <summary>Writes the API file.</summary>
internal sealed class ApiWriter
{
    private readonly ApiModel _model;
    private readonly StringBuilder _text = new();
    private readonly string _indent;

    private ApiWriter(ApiModel model)
    {
        _model = model;
        _indent = new(' ', 4 * (model.Spec.Hosts.Count + 1));
    }

    private string Name => _model.Spec.Name;

    private bool HasLoss => _model.Evaluate is not null;

    private bool Trains => _model.Gradient is not null;

    private bool Labels => _model.Training is { TakesLabels: true };

    private int TargetLength => _model.Training?.TargetLength ?? 0;

    public static string Write(ApiModel model, string header)
    {
        var writer = new ApiWriter(model);
        writer.Write();
        var outer = new string(' ', 4 * model.Spec.Hosts.Count);
        var documentation = new StringBuilder();
        documentation.Append($"{outer}/// <summary>\n{outer}/// {LayerTable.Number(model.ParameterCount)} parameters, {LayerTable.Number(model.Macs)} multiplications and {LayerTable.Number(model.Flops)} FLOPs a sample.\n{outer}/// </summary>\n{outer}/// <remarks>\n");
        documentation.Append(LayerTable.Xml(model.Layers, outer)).Append($"{outer}/// </remarks>\n");
        documentation.Append(Summary(model, outer));
        var bases = $" : global::NetGen.INetwork<{model.Spec.Name}>";
        if (writer.Trains) bases += writer.Labels ? ", global::NetGen.ILabelTrained" : ", global::NetGen.ITargetTrained";
        return ClassFrame.Wrap(
            model.Spec, header, ["System", "System.IO", "System.Runtime.CompilerServices", "System.Runtime.InteropServices", "System.Runtime.Intrinsics", "NetGen", "NetGen.Numerics"], documentation.ToString(), writer._text.ToString(), bases);
    }

    /// <summary>The layer table for the build target that writes it to a file: an attribute that is left out unless that file is asked for.</summary>
    private static string Summary(ApiModel model, string indent)
    {
        var rows = LayerTable.Markdown(model.Layers).TrimEnd('\n').Split('\n').Select(row => $"{indent}    \"{row}\\n\"");
        return $"{indent}[global::NetGen.NetworkSummary(\n{string.Join(" +\n", rows)})]\n";
    }

    private void Write()
    {
        Constants();
        Construction();
        Forward();
        if (HasLoss) Loss("Evaluate");
        if (Trains) Loss("Gradient");
        if (HasLoss) Targets();
        Files();
        Workspace();
        _text.Append('\n').Append(InfoWriter.Layers(_model, _indent)).Append('\n').Append(InfoWriter.Write(_model, _indent));
    }

    private void Constants()
    {
        Lines(
            $"/// <summary>Values of one input sample: {string.Join(", ", _model.Inputs.Select(i => $"{i.Name} [{string.Join(", ", i.Shape)}]"))}.</summary>",
            $"public const int InputLength = {_model.InputLength};",
            "",
            $"/// <summary>Values of one output sample: {string.Join(", ", _model.Outputs.Select(o => $"{o.Name} ({o.Length})"))}.</summary>",
            $"public const int OutputLength = {_model.OutputLength};",
            "",
            $"/// <summary>{(Labels ? "Class indices" : "Target values")} of one sample.</summary>",
            $"public const int TargetLength = {TargetLength};",
            "",
            "/// <summary>Trainable parameters.</summary>",
            $"public const long ParameterCount = {_model.ParameterCount};",
            "",
            "/// <summary>Floats of the parameter block, padding included.</summary>",
            $"public const int ParameterLength = {_model.ParameterLength};",
            "",
            "/// <summary>Floats of the buffer block (running statistics), padding included.</summary>",
            $"public const int BufferLength = {_model.BufferLength};",
            "",
            "/// <summary>Multiplications of one sample's forward pass.</summary>",
            $"public const long ForwardMacs = {_model.Macs};",
            "",
            "/// <summary>Multiplications and additions of one sample's forward pass.</summary>",
            $"public const long ForwardFlops = {_model.Flops};",
            "",
            "/// <summary>Floats of scratch memory for one sample's forward pass.</summary>",
            $"public const int WorkspaceLength = {_model.WorkspaceLength};",
            "",
            "private readonly AlignedBuffer _parameters = new(ParameterLength);",
            "private readonly AlignedBuffer _buffers = new(BufferLength);",
            "private Workspace? _workspace;");
        if (HasLoss) Lines("private AlignedBuffer? _scratch;");
        if (HasLoss && Labels) Lines("private AlignedBuffer? _labels;");
        if (Trains) Lines("private uint _step;");
    }

    private void Construction() => Lines(
        "",
        "/// <summary>A newly initialised network; the same seed gives the same parameters on every machine.</summary>",
        $"public {Name}(int seed = 0) => global::NetGen.ParameterBlock.Initialize(Info, seed, Parameters, Buffers);",
        "",
        "/// <summary>The network's facts.</summary>",
        "public static NetworkInfo Info => Facts.Info;",
        "",
        "/// <inheritdoc/>",
        "public NetworkInfo Description => Facts.Info;",
        "",
        "/// <summary>All trainable parameters: one flat block, 64-byte aligned, in NetGen's own layout.</summary>",
        "public Span<float> Parameters => _parameters.Span;",
        "",
        "/// <summary>State that is saved but not trained.</summary>",
        "public Span<float> Buffers => _buffers.Span;",
        "",
        "/// <summary>A newly initialised network.</summary>",
        $"public static {Name} Create(int seed) => new(seed);");

    private void Forward()
    {
        Lines(
            "",
            "/// <summary>The outputs of a batch; the batch is input.Length / InputLength. For concurrent callers there is the overload with a workspace.</summary>",
            "/// <exception cref=\"ArgumentException\">The lengths do not fit.</exception>",
            "public void Forward(ReadOnlySpan<float> input, Span<float> output)",
            "{",
            $"    var batch = Math.Min(input.Length / InputLength, {_model.Forward.Chunk});",
            "    if (_workspace is null || _workspace.Capacity < batch) _workspace = new Workspace(batch);",
            "    Forward(input, output, _workspace);",
            "}",
            "",
            "/// <summary>The outputs of a batch, with the caller's scratch memory: one workspace for each thread.</summary>",
            "/// <exception cref=\"ArgumentException\">The lengths do not fit.</exception>",
            "public void Forward(ReadOnlySpan<float> input, Span<float> output, Workspace workspace)",
            "{",
            "    ArgumentNullException.ThrowIfNull(workspace);",
            "    var batch = input.Length / InputLength;",
            $"    if (input.Length != batch * InputLength || output.Length != batch * OutputLength) ThrowForward(input.Length, output.Length);",
            "    ref var x = ref MemoryMarshal.GetReference(input);",
            "    ref var y = ref MemoryMarshal.GetReference(output);",
            "    for (var done = 0; done < batch; done += workspace.Capacity)",
            "    {",
            "        var n = Math.Min(workspace.Capacity, batch - done);",
            "        ref var xs = ref Unsafe.Add(ref x, (nint)done * InputLength);",
            "        ref var ys = ref Unsafe.Add(ref y, (nint)done * OutputLength);");
        Dispatch("        ", "Forward(ref xs, ref ys, ref _parameters.Reference, ref _buffers.Reference, ref workspace.Memory.Reference, n);");
        Lines(
            "    }",
            "}",
            "",
            "private static void ThrowForward(int input, int output) => throw new ArgumentException(",
            $"    $\"{Name}.Forward needs N x {{InputLength}} input values [{string.Join("; ", _model.Inputs.Select(i => string.Join(", ", i.Shape)))}] and N x {{OutputLength}} output values, but got {{input}} and {{output}}.\");");
    }

    private void Loss(string name)
    {
        var program = name == "Evaluate" ? _model.Evaluate! : _model.Gradient!;
        var isGradient = name == "Gradient";
        var type = Labels ? "int" : "float";
        var targets = Labels ? "labels" : "targets";
        Lines(
            "",
            isGradient
                ? "/// <summary>The mean loss of a batch in training mode; the gradient receives d(mean loss)/d(Parameters), overwritten. One caller at a time.</summary>"
                : "/// <summary>The mean loss of a batch in inference mode, without a gradient. One caller at a time.</summary>",
            "/// <exception cref=\"ArgumentException\">The lengths do not fit" + (Labels ? ", or a label is not a class" : "") + ".</exception>",
            $"public float {name}(ReadOnlySpan<float> input, ReadOnlySpan<{type}> {targets}{(isGradient ? ", Span<float> gradient" : "")})",
            "{",
            "    var batch = input.Length / InputLength;",
            $"    if (batch == 0 || input.Length != batch * InputLength || {targets}.Length != batch * TargetLength) ThrowTargets(\"{name}\", input.Length, {targets}.Length);");
        if (isGradient)
        {
            Lines(
                "    if (gradient.Length != ParameterLength) throw new ArgumentException($\"The gradient has {gradient.Length} values, but the parameter block has {ParameterLength}.\", nameof(gradient));",
                "    gradient.Clear();");
        }

        var chunk = program.Chunk == 0 ? "batch" : $"Math.Min(batch, {program.Chunk})";
        Lines(
            Labels ? "    ref var t = ref LabelsAsFloats(labels);" : "    ref var t = ref MemoryMarshal.GetReference(targets);",
            "    ref var x = ref MemoryMarshal.GetReference(input);",
            $"    var chunk = {chunk};",
            $"    ref var w = ref Scratch({program.Plan.FixedLength} + ((nint){program.Plan.SampleLength} * chunk));",
            "    var loss = 0f;");
        if (isGradient) Lines("    ref var g = ref MemoryMarshal.GetReference(gradient);", "    var step = _step++;");
        Lines(
            "    for (var done = 0; done < batch; done += chunk)",
            "    {",
            "        var n = Math.Min(chunk, batch - done);",
            "        ref var xs = ref Unsafe.Add(ref x, (nint)done * InputLength);",
            "        ref var ts = ref Unsafe.Add(ref t, (nint)done * TargetLength);");
        var gradient = isGradient ? "ref g, " : "";
        var step = isGradient ? ", step" : "";
        Dispatch("        ", $"{name}(ref xs, ref ts, ref _parameters.Reference, ref _buffers.Reference, {gradient}ref w, n, batch{step});", "loss += ");
        Lines("    }", "", "    return loss;", "}");
    }

    private void Targets()
    {
        var targets = Labels ? "labels" : "target values";
        Lines(
            "",
            "private static void ThrowTargets(string method, int input, int targets) => throw new ArgumentException(",
            $"    $\"{Name}.{{method}} needs N x {{InputLength}} input values and N x {{TargetLength}} {targets} with N of at least 1, but got {{input}} and {{targets}}.\");",
            "",
            "private ref float Scratch(nint length)",
            "{",
            "    if (_scratch is null || _scratch.Length < length) _scratch = new AlignedBuffer(checked((int)length));",
            "    return ref _scratch.Reference;",
            "}");
        if (!Labels) return;
        Lines(
            "",
            "private ref float LabelsAsFloats(ReadOnlySpan<int> labels)",
            "{",
            "    if (_labels is null || _labels.Length < labels.Length) _labels = new AlignedBuffer(labels.Length);",
            "    var floats = _labels.Span;",
            "    for (var i = 0; i < labels.Length; i++)",
            "    {",
            $"        if ((uint)labels[i] >= {_model.Training!.LabelClasses}u) throw new ArgumentException($\"Label {{labels[i]}} at {{i}} is not one of the classes 0 to {_model.Training.LabelClasses - 1}.\", nameof(labels));",
            "        floats[i] = labels[i];",
            "    }",
            "",
            "    return ref _labels.Reference;",
            "}");
    }

    private void Files() => Lines(
        "",
        "/// <summary>Writes parameters and buffers as a safetensors file with PyTorch's names and layouts; written aside, then renamed.</summary>",
        "public void Save(string path) => global::NetGen.Serialization.Safetensors.Save(path, Info, Parameters, Buffers);",
        "",
        "/// <summary>Writes parameters and buffers in safetensors format.</summary>",
        "public void Save(Stream stream) => global::NetGen.Serialization.Safetensors.Save(stream, Info, Parameters, Buffers);",
        "",
        "/// <summary>Reads a network from a safetensors file; every mismatch is reported and nothing is half-loaded.</summary>",
        $"public static {Name} Load(string path)",
        "{",
        $"    var network = new {Name}();",
        "    global::NetGen.Serialization.Safetensors.Load(path, Info, network.Parameters, network.Buffers);",
        "    return network;",
        "}",
        "",
        "/// <summary>Reads a network in safetensors format.</summary>",
        $"public static {Name} Load(Stream stream)",
        "{",
        $"    var network = new {Name}();",
        "    global::NetGen.Serialization.Safetensors.Load(stream, Info, network.Parameters, network.Buffers);",
        "    return network;",
        "}",
        "",
        "/// <summary>Reads a network from bytes in safetensors format.</summary>",
        $"public static {Name} Load(ReadOnlySpan<byte> bytes)",
        "{",
        $"    var network = new {Name}();",
        "    global::NetGen.Serialization.Safetensors.Load(bytes, Info, network.Parameters, network.Buffers);",
        "    return network;",
        "}");

    private void Workspace()
    {
        var plan = _model.Forward.Plan;
        Lines(
            "",
            "/// <summary>Scratch memory of the forward pass; one for each concurrent caller.</summary>",
            "public sealed class Workspace",
            "{",
            "    /// <summary>Memory for batches up to <paramref name=\"maxBatch\"/>; larger ones are computed in pieces.</summary>",
            "    public Workspace(int maxBatch = 1)",
            "    {",
            "        ArgumentOutOfRangeException.ThrowIfNegative(maxBatch);",
            $"        Capacity = Math.Clamp(maxBatch, 1, {_model.Forward.Chunk});",
            $"        Memory = new AlignedBuffer({plan.FixedLength} + ({plan.SampleLength} * Capacity));",
            "    }",
            "",
            "    internal int Capacity { get; }",
            "",
            "    internal AlignedBuffer Memory { get; }",
            "}");
    }

    /// <summary>One call, chosen by constants of the JIT: the chosen branch alone is compiled.</summary>
    private void Dispatch(string indent, string call, string assign = "")
    {
        for (var i = 0; i < _model.Isas.Count; i++)
        {
            var isa = _model.Isas[i];
            var condition = isa.Guard == "true" ? "else " : $"{(i == 0 ? "" : "else ")}if ({isa.Guard}) ";
            if (isa.Guard == "true" && i == 0) condition = "";
            Lines($"{indent}{condition}{assign}{isa.Name}.{call}");
        }
    }

    private void Lines(params string[] lines)
    {
        foreach (var line in lines)
        {
            if (line.Length > 0) _text.Append(_indent).Append(line);
            _text.Append('\n');
        }
    }
}
