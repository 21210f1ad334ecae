// A batch in parts of the caller's choosing: accumulated gradients, and the loss of a data set.
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Schedule;

namespace NetGen.Generator.Emit;

/// <content>Shares of some samples in the loss of a larger batch.</content>
internal sealed partial class ApiWriter
{
    private const string InParts = "global::NetGen.ITrainedInParts";

    /// <summary>The label losses that divide by the weight of the batch's labels.</summary>
    private IReadOnlyList<TargetSlot> MassSlots => [.. LabelSlots.Where(slot => MassOf(slot) is not null)];

    private void Shares()
    {
        if (!Trains) return;
        var losses = _model.Spec.Elements.Count(e => e.Role == Model.ElementRole.Loss);
        Lines(
            "",
            $"int {InParts}.MassCount => {MassSlots.Count};",
            "",
            $"bool {InParts}.CountsLabelsOnly => {(MassSlots.Count == losses ? "true" : "false")};",
            "",
            $"void {InParts}.AddMasses(global::System.ReadOnlySpan<int> labels, global::System.Span<double> masses)",
            "{");
        if (MassSlots.Count > 0)
        {
            Lines($"    for (int sample = 0; sample < labels.Length; sample += {LabelLength})", "    {");
            for (var i = 0; i < MassSlots.Count; i++) AddMass(MassSlots[i], i);
            Lines("    }");
        }

        Lines([
            "}",
            "",
            $"float {InParts}.Evaluate(global::System.ReadOnlySpan<float> input, global::System.ReadOnlySpan<int> labels, global::System.ReadOnlySpan<float> targets, int total, global::System.ReadOnlySpan<double> masses)",
            "{",
            "    int batch = input.Length / InputLength;",
            $"    if ({LengthChecks}) ThrowTargets(\"Evaluate\", {LengthNames});",
            .. Alone("Evaluate"),
            $"        return EvaluateShare(input, ref {TargetReference}, batch, total, masses);",
            .. NoMoreAlone,
            "}",
            "",
            $"float {InParts}.Gradient(global::System.ReadOnlySpan<float> input, global::System.ReadOnlySpan<int> labels, global::System.ReadOnlySpan<float> targets, int total, global::System.ReadOnlySpan<double> masses, global::System.Span<float> gradient)",
            "{",
            "    int batch = input.Length / InputLength;",
            $"    if ({LengthChecks}) ThrowTargets(\"Gradient\", {LengthNames});",
            .. GradientBody("total, masses")]);
        foreach (var program in new[] { _model.Evaluate, _model.Gradient })
        {
            if (program is null || !Masses(program).Any()) continue;
            Lines(
                "",
                $"// Sets up the scratch memory of {program.Name} for some samples of a batch whose labels weigh this.",
                $"private static void {program.Name}BeginShare(ref float workspace, global::System.ReadOnlySpan<double> masses)",
                "{");
            foreach (var mass in Masses(program))
                Lines($"    global::System.Runtime.CompilerServices.Unsafe.Add(ref workspace, {program.Plan[mass].Offset}) = (float)masses[{MassSlots.ToList().FindIndex(s => s.Offset == mass.Labels.Offset)}];");
            Lines("}");
        }
    }

    /// <summary>Adds the labels of one sample. What is no class is refused when the labels are used.</summary>
    private void AddMass(TargetSlot slot, int index)
    {
        var mass = MassOf(slot)!;
        Lines(
            $"        // {slot.Loss}",
            $"        foreach (int label in labels.Slice(sample + {slot.Offset}, {slot.Length}))",
            $"            if ({(mass.Ignored is { } ignored ? $"label != {Index.Text(ignored)} && " : "")}(uint)label < {slot.Target.Classes}u) masses[{index}] += {(mass.Weights is null ? "1" : $"{WeightTable(slot)}[label]")};");
    }
}
