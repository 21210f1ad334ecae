// Input: the model of the API. Output: the file a user reads first: the documentation, the constants, and members of one line that call the shell in the runtime.
using System.Text;

namespace NetGen.Generator.Emit;

/// <summary>Writes the API file.</summary>
internal sealed class ApiWriter
{
    private const string
        Floats = "global::System.ReadOnlySpan<float>", Labels = "global::System.ReadOnlySpan<int>", Written = "global::System.Span<float>", Inherited = "/// <inheritdoc/>";

    private readonly ApiModel _model;
    private readonly StringBuilder _text = new();
    private readonly string _indent;

    private ApiWriter(ApiModel model)
    {
        _model = model;
        _indent = new(' ', 4 * (model.Spec.Hosts.Count + 1));
    }

    /// <summary>The class as a type, whatever else has its name.</summary>
    private string Self => _model.Spec.Type;

    private bool TakesLabels => _model.LabelLength > 0;

    private bool TakesValues => _model.ValueLength > 0;

    private bool HasLoss => _model.Evaluate is not null;

    private bool Trains => _model.Gradient is not null;

    /// <summary>Class indices alone are the targets.</summary>
    private bool TakesLabelsOnly => TakesLabels && !TakesValues;

    /// <summary>Whether the network takes sequences: then a sample, wherever it is spoken of, is a step.</summary>
    private bool IsSequence => _model.Time is not null;

    private string Sample => IsSequence ? "step" : "sample";

    public static string Write(ApiModel model, string header)
    {
        var writer = new ApiWriter(model);
        writer.Write();
        var outer = new string(' ', 4 * model.Spec.Hosts.Count);
        var documentation = new StringBuilder();
        documentation.Append($"{outer}/// <summary>{LayerTable.Number(model.ParameterCount)} parameters, {LayerTable.Number(model.Macs)} multiplications and {LayerTable.Number(model.Flops)} FLOPs a {writer.Sample}.</summary>\n");
        documentation.Append(LayerTable.Xml(model.Layers, outer));
        if (model.Spec.HasTable) documentation.Append(Summary(model, outer));
        return ClassFrame.Wrap(model.Spec, header, documentation.ToString(), writer._text.ToString(), $" : {string.Join(", ", writer.Bases())}");
    }

    /// <summary>The layer table for the build target that writes it to a file.</summary>
    private static string Summary(ApiModel model, string indent)
    {
        var rows = LayerTable.Markdown(model.Layers).TrimEnd('\n').Split('\n').Select(row => $"{indent}    \"{row}\\n\"");
        return $"{indent}[global::NetGen.NetworkSummary(\n{string.Join(" +\n", rows)})]\n";
    }

    private IEnumerable<string> Bases()
    {
        yield return $"global::NetGen.INetwork<{Self}>";
        if (!Trains) yield break;
        if (!IsSequence) yield return $"global::NetGen.{(!TakesLabels ? "ITargetTrained" : TakesValues ? "ILabelAndTargetTrained" : "ILabelTrained")}";
        yield return "global::NetGen.Emitted.IEmittedNetwork";
        yield return "global::NetGen.IRandomized";
    }

    private void Write()
    {
        Constants();
        Blocks();
        Forward();
        if (HasLoss && !IsSequence) Loss();
        if (_model.Time is { } time) Lines([.. SequenceMembers.Of(_model, time)]);
        if (Trains) Random();
        Files();
        Workspace();
        _text.Append('\n').Append(InfoWriter.Layers(_model, _indent)).Append('\n').Append(KernelsWriter.Write(_model, _indent));
    }

    private void Constants()
    {
        Constant($"Values of one input {Sample}: {string.Join(", ", _model.Inputs.Select(i => $"{i.Name} [{string.Join(", ", i.Shape)}]"))}.", "int InputLength", _model.InputLength);
        Constant($"Values of one output {Sample}: {string.Join(", ", _model.Outputs.Select(o => $"{o.Name} ({o.Length})"))}.", "int OutputLength", _model.OutputLength);
        Constant($"{(TakesLabelsOnly ? "Class indices" : "Target values")} of one {Sample}.", "int TargetLength", TakesLabelsOnly ? _model.LabelLength : _model.ValueLength);
        if (TakesLabels && TakesValues) Constant($"Class indices of one {Sample}.", "int LabelLength", _model.LabelLength);
        Constant("Trainable parameters.", "long ParameterCount", _model.ParameterCount);
        Constant("Floats of the parameter block, padding included.", "int ParameterLength", _model.ParameterLength);
        Constant("Floats of the buffer block (running statistics), padding included.", "int BufferLength", _model.BufferLength);
        Constant($"Multiplications of one {Sample}'s forward pass.", "long ForwardMacs", _model.Macs);
        Constant($"Multiplications and additions of one {Sample}'s forward pass.", "long ForwardFlops", _model.Flops);
        Constant($"Floats of scratch memory for one {Sample}'s forward pass.", "int WorkspaceLength", _model.WorkspaceLength);
    }

    private void Blocks() => Lines(
        "",
        "// Everything that does not depend on the layers: checks, parts of batches, scratch memory, threads, files.",
        $"private readonly global::NetGen.Emitted.{(Trains ? "TrainingShell" : HasLoss ? "EvaluationShell" : "InferenceShell")}<Kernels> _shell;",
        "",
        "/// <summary>A newly initialised network; the same seed gives the same parameters on every machine.</summary>",
        $"public {_model.Spec.Name}(int seed = 0) => _shell = new(seed);",
        Inherited,
        $"public static {Self} Create(int seed) => new(seed);",
        "",
        Inherited,
        "public static global::NetGen.NetworkInfo Info => Kernels.Info;",
        Inherited,
        "public global::NetGen.NetworkInfo Description => Kernels.Info;",
        Inherited,
        "public global::System.Span<float> Parameters => _shell.Parameters;",
        Inherited,
        "public global::System.Span<float> Buffers => _shell.Buffers;");

    private void Forward()
    {
        Lines(
            "",
            IsSequence ? "/// <summary>The outputs of one sequence of input.Length / InputLength steps, 1 to Steps.</summary>" : Inherited,
            $"public void Forward({Floats} input, {Written} output) => _shell.Forward(input, output);",
            $"/// <summary>The outputs of {(IsSequence ? "one sequence" : "a batch")}, with the caller's scratch memory; afterwards the workspace can tell what each layer yielded.</summary>",
            "/// <exception cref=\"global::System.ArgumentException\">The lengths do not fit, or the output overlaps what is read.</exception>",
            "/// <exception cref=\"global::System.InvalidOperationException\">Another call uses the workspace.</exception>",
            $"public void Forward({Floats} input, {Written} output, Workspace workspace) => _shell.Forward(input, output, workspace);",
            Inherited,
            $"public void Forward({Floats} input, {Written} output, global::NetGen.NetworkWorkspace workspace) => _shell.Forward(input, output, workspace);",
            "/// <summary>Scratch memory for calls of Forward with a workspace: one caller at a time, any network of this class.</summary>",
            $"/// <param name=\"maxBatch\">{(IsSequence ? "Steps" : "Samples")} it shall take at once; {(_model.Forward.Chunk == 0 ? "it grows with a larger batch" : "larger batches are computed in pieces")}.</param>",
            "public Workspace CreateWorkspace(int maxBatch = 1) => new(maxBatch);",
            "global::NetGen.NetworkWorkspace global::NetGen.INetwork.CreateWorkspace(int maxBatch) => new Workspace(maxBatch);");
        string[] shared = [.. _model.Forward.IsSplit ? ["one forward pass"] : Array.Empty<string>(), .. _model.Gradient is { IsSplit: true } ? ["one step of training"] : Array.Empty<string>()];
        if (shared.Length == 0) return;
        Lines(
            "",
            $"/// <summary>Threads that share {string.Join(" and ", shared)}, the caller's included; no more than there are processors. 1 unless set.</summary>",
            "/// <remarks>The results are the same to the bit, however many there are. The threads are kept, asleep, from one call to the next.</remarks>",
            "/// <exception cref=\"global::System.ArgumentOutOfRangeException\">Fewer than one.</exception>",
            "public int Threads { get => _shell.Threads; set => _shell.Threads = value; }");
    }

    private void Loss()
    {
        Lines("");
        var (summary, refused) = Trains
            ? (Inherited, "")
            // Without training there is no interface that says it.
            : ("/// <summary>The loss of a batch, without a gradient. One caller at a time.</summary>", $"/// <exception cref=\"global::System.ArgumentException\">The lengths do not fit{(TakesLabels ? ", or a label is not a class" : "")}.</exception>");
        LossMethod("Evaluate", summary, refused, "");
        if (!Trains) return;
        LossMethod("Gradient", Inherited, "", $"{Written} gradient");
        LossMethod("Train", Inherited, "", "global::NetGen.Training.Optimizer optimizer");
    }

    private void Random() => Lines(
        "",
        Inherited,
        "public int RandomSeed { get => _shell.RandomSeed; set => _shell.RandomSeed = value; }",
        Inherited,
        "public uint RandomStep { get => _shell.RandomStep; set => _shell.RandomStep = value; }",
        "global::NetGen.Emitted.ITrainingShell global::NetGen.Emitted.IEmittedNetwork.Shell => _shell;");

    /// <summary>A method that takes a batch and what the losses compare it with.</summary>
    private void LossMethod(string name, string summary, string refused, string last)
    {
        var parameters = string.Join(", ", new[] { TakesLabels ? $"{Labels} labels" : "", TakesLabelsOnly ? "" : $"{Floats} targets", last }.Where(p => p.Length > 0));
        var argument = last.Length == 0 ? "" : $", {last.Split(' ')[1]}";
        Lines(summary);
        if (refused.Length > 0) Lines(refused);
        Lines($"public float {name}({Floats} input, {parameters}) => _shell.{name}(input, {(TakesLabels ? "labels" : "default")}, {(TakesLabelsOnly ? "default" : "targets")}{argument});");
        if (TakesLabels || TakesValues) return;
        Lines(
            $"/// <summary>{name} for losses that compare values of the network with each other: they take no targets.</summary>",
            $"public float {name}({Floats} input{(last.Length == 0 ? "" : $", {last}")}) => _shell.{name}(input, default, default{argument});");
    }

    private void Files()
    {
        Lines("", Inherited, "public void Save(string path) => _shell.Save(path);", Inherited, "public void Save(global::System.IO.Stream stream) => _shell.Save(stream);");
        foreach (var source in new[] { "string path", "global::System.IO.Stream stream", "global::System.ReadOnlySpan<byte> bytes" })
            Lines(Inherited, $"public static {Self} Load({source}) {{ {Self} network = new(0); network._shell.Load({source.Split(' ')[1]}); return network; }}");
    }

    private void Workspace() => Lines(
        "",
        "/// <summary>Scratch memory of the forward pass, for one caller at a time.</summary>",
        "public sealed class Workspace : global::NetGen.NetworkWorkspace",
        "{",
        "    /// <summary>Memory for one sample at a time.</summary>",
        "    public Workspace() : this(1) { }",
        _model.Forward.Chunk == 0
            ? "    /// <summary>Memory for batches up to <paramref name=\"maxBatch\"/>. It grows with a larger one: a layer needs the whole batch.</summary>"
            : $"    /// <summary>Memory for batches up to <paramref name=\"maxBatch\"/>, {_model.Forward.Chunk} at most; larger ones are computed in pieces.</summary>",
        "    /// <exception cref=\"global::System.ArgumentOutOfRangeException\">The number is negative, or the memory is more than an array can hold.</exception>",
        "    public Workspace(int maxBatch) : base(global::NetGen.Emitted.NetworkClass<Kernels>.Instance, maxBatch) { }",
        "}");

    private void Constant(string summary, string name, long value) => Lines($"/// <summary>{summary}</summary>", $"public const {name} = {value};");

    private void Lines(params string[] lines)
    {
        foreach (var line in lines)
        {
            if (line.Length > 0) _text.Append(_indent).Append(line);
            _text.Append('\n');
        }
    }
}
