// Input: the model of the API. Output: the file a user reads first: constants, constructor, Forward, Evaluate, Gradient, Save, Load.
using System.Text;
using NetGen.Generator.Schedule;

namespace NetGen.Generator.Emit;

/// <summary>Writes the API file.</summary>
internal sealed partial class ApiWriter
{
    private readonly ApiModel _model;
    private readonly StringBuilder _text = new();
    private readonly string _indent;

    private ApiWriter(ApiModel model)
    {
        _model = model;
        _indent = new(' ', 4 * (model.Spec.Hosts.Count + 1));
    }

    /// <summary>The name as it is written where it is declared.</summary>
    private string Name => _model.Spec.Name;

    /// <summary>The class as a type, whatever else has its name.</summary>
    private string Self => _model.Spec.Type;

    private bool HasLoss => _model.Evaluate is not null;

    private bool Trains => _model.Gradient is not null;

    /// <summary>Whether the network takes sequences: then a sample, wherever it is spoken of, is a step.</summary>
    private bool IsSequence => _model.Time is not null;

    private string Sample => IsSequence ? "step" : "sample";

    private string SamplesOf => IsSequence ? "T" : "N";

    public static string Write(ApiModel model, string header)
    {
        var writer = new ApiWriter(model);
        writer.Write();
        var outer = new string(' ', 4 * model.Spec.Hosts.Count);
        var documentation = new StringBuilder();
        documentation.Append($"{outer}/// <summary>\n{outer}/// {LayerTable.Number(model.ParameterCount)} parameters, {LayerTable.Number(model.Macs)} multiplications and {LayerTable.Number(model.Flops)} FLOPs a {writer.Sample}.\n{outer}/// </summary>\n{outer}/// <remarks>\n");
        documentation.Append(LayerTable.Xml(model.Layers, outer)).Append($"{outer}/// </remarks>\n");
        documentation.Append(Summary(model, outer));
        var bases = $" : global::NetGen.INetwork<{model.Spec.Type}>";
        if (writer.Trains) bases += $", {(writer.IsSequence ? "" : $"global::NetGen.{writer.TrainedInterface}, ")}{InParts}, global::NetGen.IRandomized";
        return ClassFrame.Wrap(model.Spec, header, documentation.ToString(), writer._text.ToString(), bases);
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
        Together();
        if (HasLoss) Loss(_model.Evaluate!);
        if (Trains)
        {
            Loss(_model.Gradient!);
            Training(_model.Gradient!);
        }

        if (HasLoss) LossMemory();
        if (_model.Time is { } time) Lines([.. SequenceMembers.Of(_model, time)]);
        Files();
        Padding();
        Workspace();
        _text.Append('\n').Append(InfoWriter.Layers(_model, _indent)).Append('\n').Append(InfoWriter.Write(_model, _indent));
    }

    private void Constants()
    {
        Lines(
            $"/// <summary>Values of one input {Sample}: {string.Join(", ", _model.Inputs.Select(i => $"{i.Name} [{string.Join(", ", i.Shape)}]"))}.</summary>",
            $"public const int InputLength = {_model.InputLength};",
            "",
            $"/// <summary>Values of one output {Sample}: {string.Join(", ", _model.Outputs.Select(o => $"{o.Name} ({o.Length})"))}.</summary>",
            $"public const int OutputLength = {_model.OutputLength};",
            "",
            $"/// <summary>{(TakesLabels && !TakesValues ? "Class indices" : "Target values")} of one {Sample}.</summary>",
            $"public const int TargetLength = {(TakesLabels && !TakesValues ? LabelLength : ValueLength)};",
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
            $"/// <summary>Multiplications of one {Sample}'s forward pass.</summary>",
            $"public const long ForwardMacs = {_model.Macs};",
            "",
            $"/// <summary>Multiplications and additions of one {Sample}'s forward pass.</summary>",
            $"public const long ForwardFlops = {_model.Flops};",
            "",
            $"/// <summary>Floats of scratch memory for one {Sample}'s forward pass.</summary>",
            $"public const int WorkspaceLength = {_model.WorkspaceLength};");
        foreach (var program in new[] { _model.Forward, _model.Evaluate, _model.Gradient }) if (program is not null) Scratch(program);
        Lines([
            "",
            "private readonly global::NetGen.Numerics.AlignedBuffer _parameters = new(ParameterLength);",
            "private readonly global::NetGen.Numerics.AlignedBuffer _buffers = new(BufferLength);",
            .. WorkspaceFields(),
            .. OpennessFields()]);
        if (HasLoss) LossFields();
    }

    private void Scratch(NetworkProgram program) => Lines(
        "",
        $"// Floats of scratch memory of {program.Name}, once and for each sample, and how many samples it takes at once{(program.Chunk == 0 ? " (0: all, its steps need the whole batch)" : "")}.",
        $"internal const int {program.Name}Scratch = {program.Plan.FixedLength}, {program.Name}ScratchPerSample = {program.Plan.SampleLength}, {program.Name}Chunk = {program.Chunk};");

    private void Construction() => Lines([
        "",
        "/// <summary>A newly initialised network; the same seed gives the same parameters on every machine.</summary>",
        $"public {Name}(int seed = 0)",
        "{",
        "    global::NetGen.ParameterBlock.Initialize(Info, seed, _parameters.Span, _buffers.Span);",
        .. Trains ? Text("    RandomSeed = seed;") : [],
        "}",
        "",
        "/// <summary>The network's facts.</summary>",
        "public static global::NetGen.NetworkInfo Info => Facts.Info;",
        "",
        "/// <inheritdoc/>",
        "public global::NetGen.NetworkInfo Description => Facts.Info;",
        "",
        .. Blocks(),
        "",
        "/// <summary>A newly initialised network.</summary>",
        $"public static {Self} Create(int seed) => new(seed);"]);

    private void Files() => Lines([
        "",
        "/// <summary>Writes parameters and buffers as a safetensors file with PyTorch's names and layouts; written aside, then renamed.</summary>",
        "public void Save(string path) => global::NetGen.Serialization.Safetensors.Save(path, Info, _parameters.Span, _buffers.Span);",
        "",
        "/// <summary>Writes parameters and buffers in safetensors format.</summary>",
        "public void Save(global::System.IO.Stream stream) => global::NetGen.Serialization.Safetensors.Save(stream, Info, _parameters.Span, _buffers.Span);",
        "",
        "/// <summary>Reads a network from a safetensors file; every mismatch is reported and nothing is half-loaded.</summary>",
        .. Trains ? Text("/// <remarks>Files hold no seed: what is trained on draws its random masks as a new network of seed 0 does, until <see cref=\"RandomSeed\"/> is set.</remarks>") : [],
        $"public static {Self} Load(string path)",
        "{",
        $"    {Self} network = new(0);",
        "    global::NetGen.Serialization.Safetensors.Load(path, Info, network._parameters.Span, network._buffers.Span);",
        "    return network;",
        "}",
        "",
        "/// <summary>Reads a network in safetensors format.</summary>",
        $"public static {Self} Load(global::System.IO.Stream stream)",
        "{",
        $"    {Self} network = new(0);",
        "    global::NetGen.Serialization.Safetensors.Load(stream, Info, network._parameters.Span, network._buffers.Span);",
        "    return network;",
        "}",
        "",
        "/// <summary>Reads a network from bytes in safetensors format.</summary>",
        $"public static {Self} Load(global::System.ReadOnlySpan<byte> bytes)",
        "{",
        $"    {Self} network = new(0);",
        "    global::NetGen.Serialization.Safetensors.Load(bytes, Info, network._parameters.Span, network._buffers.Span);",
        "    return network;",
        "}"]);
    /// <summary>One call, chosen by constants of the JIT: the chosen branch alone is compiled.</summary>
    private void Dispatch(string indent, string call, string assign = "")
    {
        for (var i = 0; i < _model.Isas.Count; i++)
        {
            var isa = _model.Isas[i];
            var condition = isa.Guard == "true" ? "else " : $"{(i == 0 ? "" : "else ")}if ({isa.Guard}) ";
            if (isa.Guard == "true" && i == 0) condition = "";
            Lines($"{indent}{condition}{assign}{isa.Class}.{call}");
        }
    }

    private static string[] Text(params string[] lines) => lines;

    private void Lines(params string[] lines)
    {
        foreach (var line in lines)
        {
            if (line.Length > 0) _text.Append(_indent).Append(line);
            _text.Append('\n');
        }
    }
}
