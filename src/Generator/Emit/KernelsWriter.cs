// Input: the model of the API. Output: the struct by which the shell in the runtime knows the network: its facts, and its programs, each chosen by the instruction set.
using System.Text;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Schedule;
using NetGen.Generator.Targets;

namespace NetGen.Generator.Emit;

/// <summary>Writes the struct <c>Kernels</c> of the API file.</summary>
internal sealed class KernelsWriter
{
    private const string Memory = "global::NetGen.Emitted.ProgramMemory", Numbers = "global::System.ReadOnlySpan<int>";

    private readonly ApiModel _model;
    private readonly StringBuilder _text = new();
    private readonly string _indent;

    // The label losses that divide by the weight of the batch's labels.
    private readonly List<(int Slot, LabelMassNode Node)> _masses;

    private KernelsWriter(ApiModel model, string indent)
    {
        _model = model;
        _indent = indent;
        var nodes = Programs.SelectMany(Masses).ToList();
        _masses = [.. (model.Training?.Labels ?? []).Select((slot, i) => (i, nodes.FirstOrDefault(node => node.Labels.Offset == slot.Offset)!)).Where(mass => mass.Item2 is not null)];
    }

    /// <summary>The programs that have a loss.</summary>
    private IEnumerable<NetworkProgram> Programs => new[] { _model.Evaluate, _model.Gradient }.Where(p => p is not null).Select(p => p!);

    public static string Write(ApiModel model, string indent)
    {
        var writer = new KernelsWriter(model, indent);
        writer.Lines(
            "// What the shell asks about this network: facts, which are constants to the JIT, and programs. Memory is in floats: for a call, for each sample,",
            "// and at the end how many samples are taken at once (0: the whole batch).",
            $"private readonly struct Kernels : global::NetGen.Emitted.{(model.Gradient is not null ? "ITrainingKernels" : model.Evaluate is not null ? "ILossKernels" : "INetworkKernels")}",
            "{");
        writer.Facts();
        writer.Masses();
        writer.Calls();
        writer._text.Append('\n').Append(InfoWriter.Write(model, indent + "    "));
        writer.Lines("}");
        return writer._text.ToString();
    }

    private void Facts()
    {
        Fact("int", "InputLength", Index.Text(_model.InputLength));
        Fact("int", "OutputLength", Index.Text(_model.OutputLength));
        if (_model.Time is { } time) Fact("int", "Steps", Index.Text(time.Greatest));
        if (!_model.YieldsSteps) Fact("bool", "YieldsSequences", "true");
        if (_model.BufferLength > 0) Fact("int", "BufferLength", Index.Text(_model.BufferLength));
        if (_model.LabelLength > 0) Fact("int", "LabelLength", Index.Text(_model.LabelLength));
        if (_model.ValueLength > 0) Fact("int", "ValueLength", Index.Text(_model.ValueLength));
        Fact("string", "InputShape", $"\"[{string.Join("; ", _model.Inputs.Select(i => string.Join(", ", i.Shape)))}]\"");
        int[] noticed = [.. _model.NoticedPadding];
        if (noticed.Length > 0 && _model.ParameterLength != _model.ParameterCount) Fact(Numbers, "PaddingOfForward", $"[{string.Join(", ", noticed)}]");
        if (_model.Forward.Plan.SealOffset is >= 0 and var seal) Fact("int", "SealOffset", Index.Text(seal));
        if (_model.Forward.IsSplit) Fact("bool", "IsForwardSplit", "true");
        if (_model.Gradient is { IsSplit: true }) Fact("bool", "IsGradientSplit", "true");
        foreach (var program in new[] { _model.Forward, _model.Evaluate, _model.Gradient })
            if (program is not null) Fact(Memory, $"{program.Name}Memory", MemoryOf(program));
        if (_model.Inspect is not null) Fact($"{Memory}?", "InspectMemory", MemoryOf(_model.Inspect));
        if (_model.Streams && _model.Forward.Carried.Count > 0)
            Fact(Numbers, "CarriedByForward", $"[{string.Join(", ", _model.Forward.Carried.Select(c => $"{_model.Forward.Plan[c.State].Offset}, {_model.Forward.Plan[c.Next].Offset + _model.Forward.Plan.Graph[c.Next].Offset}, {_model.Forward.Plan.Graph[c.State].Length}"))}]");
        foreach (var program in new[] { _model.Forward, _model.Evaluate, _model.Gradient, _model.Inspect })
            if (program is not null && program.States.Any()) Fact(Numbers, $"StatesOf{program.Name}", $"[{string.Join(", ", program.States.Select(s => $"{program.Plan[s].Offset}, {program.Plan.Graph[s].Length}"))}]");
    }

    private void Masses()
    {
        if (_masses.Count == 0) return;
        var entries = _masses.Select(mass => $"new({mass.Slot}{(mass.Node.Weights is { } weights ? $", [{string.Join(", ", weights.Select(KernelWriter.Literal))}]" : "")})");
        Lines($"    public static global::NetGen.Emitted.LabelMass[] Masses {{ get; }} = [{string.Join(", ", entries)}];");
        foreach (var program in Programs)
        {
            var places = Masses(program).Select(node => $"{program.Plan[node].Offset}, {_masses.FindIndex(mass => mass.Node.Labels.Offset == node.Labels.Offset)}").ToList();
            if (places.Count > 0) Fact(Numbers, $"MassesOf{program.Name}", $"[{string.Join(", ", places)}]");
        }

        if (_model.Gradient is not null && _masses.Count == _model.Spec.Elements.Count(e => e.Role == Model.ElementRole.Loss)) Fact("bool", "CountsLabelsOnly", "true");
    }

    private void Calls()
    {
        Call(_model.Forward, isPart: false);
        if (_model.Forward.IsSplit) Call(_model.Forward, isPart: true);
        if (_model.Evaluate is { } evaluate) Call(evaluate, isPart: false);
        if (_model.Gradient is { } gradient)
        {
            Call(gradient, isPart: false);
            if (gradient.IsSplit) Call(gradient, isPart: true);
            Lines("", $"    public static {Numbers} GradientApart =>");
            Choose("GradientApart");
        }

        // Reading hidden activations is for looking inside: the portable class alone can do it.
        if (_model.Inspect is not { } inspect) return;
        Lines(
            "",
            $"    public static void Inspect({IsaWriter.Signature(inspect)}) =>",
            $"        PortableKernels.Inspect({IsaWriter.ArgumentsOf(IsaWriter.Signature(inspect))});");
    }

    /// <summary>A program of the instruction set that the machine has. The conditions are constants to the JIT: the chosen branch alone is compiled.</summary>
    private void Call(NetworkProgram program, bool isPart)
    {
        var signature = IsaWriter.Signature(program) + (isPart ? $", {IsaWriter.TeamParameters}" : "");
        var name = program.Name + (isPart ? "Part" : "");
        Lines("", "    [__cs::MethodImpl(__cs::MethodImplOptions.AggressiveInlining)]");
        if (program.LossOffset >= 0)
        {
            Lines($"    public static float {name}{(program.IsGradient ? IsaWriter.SinkType : "")}({signature}){(program.IsGradient ? $" {IsaWriter.SinkConstraint}" : "")} =>");
            Choose($"{name}({IsaWriter.ArgumentsOf(signature)})");
            return;
        }

        Lines($"    public static void {name}({signature})", "    {");
        for (var i = 0; i < _model.Isas.Count; i++)
        {
            var isa = _model.Isas[i];
            var condition = isa is Portable ? i == 0 ? "" : "else " : $"{(i == 0 ? "" : "else ")}if ({Guard(isa)}) ";
            Lines($"        {condition}{isa.Class}.{name}({IsaWriter.ArgumentsOf(signature)});");
        }

        Lines("    }");
    }

    /// <summary>A value of the instruction set that the machine has.</summary>
    private void Choose(string value)
    {
        for (var i = 0; i < _model.Isas.Count; i++)
        {
            var isa = _model.Isas[i];
            Lines($"        {(i == 0 ? "" : ": ")}{(isa is Portable ? "" : $"{Guard(isa)} ? ")}{isa.Class}.{value}{(isa is Portable ? ";" : "")}");
        }
    }

    private static string Guard(Isa isa) => isa.Guard.Replace("global::System.Runtime.Intrinsics.", "__simd::");

    private static string MemoryOf(NetworkProgram program)
    {
        string has(string name, bool isReversed) => program.Graph.Nodes.Any(n => n is DelayNode d ? d.IsReversed == isReversed : n is EndNode or AtEndNode && !isReversed) ? $", {name}: true" : "";
        return $"new({program.Plan.FixedLength}, {program.Plan.SampleLength}, {program.Chunk}{has("HasForwardSteps", false)}{has("HasBackwardSteps", true)})";
    }

    private static IEnumerable<LabelMassNode> Masses(NetworkProgram program) => program.Graph.Nodes.OfType<LabelMassNode>();

    private void Fact(string type, string name, string value) => Lines($"    public static {type} {name} => {value};");

    private void Lines(params string[] lines)
    {
        foreach (var line in lines)
        {
            if (line.Length > 0) _text.Append(_indent).Append(line);
            _text.Append('\n');
        }
    }
}
