using NetGen.Generator.Graph;

namespace NetGen.Generator.Emit;

/// <summary>
/// The members of a network of sequences that others do not have. The other members of the class take steps as samples: one sequence is a batch of its steps, and several are one batch of the steps of all.
/// </summary>
internal static class SequenceMembers
{
    private const string Floats = "global::System.ReadOnlySpan<float>", Labels = "global::System.ReadOnlySpan<int>", Runtime = "global::NetGen.Emitted";

    private const string Alone = "/// <exception cref=\"global::System.InvalidOperationException\">Another call of Evaluate, Gradient or Train is under way.</exception>";

    private static readonly string[] Stream =
    [
        "",
        "/// <summary>The outputs of the next steps of a stream: the same numbers as those of Forward on the whole sequence, which may have any number of steps.</summary>",
        "/// <remarks>Any number of threads may call it at once, each with a state of its own, but not while the parameters or buffers are written or trained: that is not noticed. Nothing is allocated after the first call of as many steps.</remarks>",
        "/// <param name=\"input\">k x InputLength values of k steps, one or more.</param>",
        "/// <param name=\"output\">Receives k x OutputLength values.</param>",
        "/// <param name=\"state\">What the stream carries from step to step.</param>",
        "/// <exception cref=\"global::System.ArgumentException\">The lengths do not fit, or the output overlaps what is read.</exception>",
        "/// <exception cref=\"global::System.InvalidOperationException\">Another call uses the state.</exception>",
        $"public void Step({Floats} input, global::System.Span<float> output, State state) => _shell.Step(input, output, state);",
        "",
        "/// <summary>What a stream carries from one step to the next.</summary>",
        "public sealed class State : global::NetGen.NetworkState",
        "{",
        "    /// <summary>The beginning of a stream.</summary>",
        "    public State() : base(global::NetGen.Emitted.NetworkClass<Kernels>.Instance) { }",
        "",
        "    /// <summary>Another state that goes on as this one does.</summary>",
        "    public State Copy() { State copy = new(); copy.Take(this); return copy; }",
        "}",
    ];

    /// <summary>The members, line by line.</summary>
    public static IReadOnlyList<string> Of(ApiModel model, NamedAxis time)
    {
        var title = model.Spec.Title;
        var lines = new List<string>
        {
            "",
            "/// <summary>The greatest number of steps of a sequence. It costs neither time nor memory: those are proportional to the steps that there are.</summary>",
            $"public const int Steps = {time.Greatest};",
            "",
            model.YieldsSteps
                ? "/// <summary>The outputs of several sequences, padded to the longest; what lies behind a length is not read and comes out as zero.</summary>"
                : "/// <summary>The outputs of several sequences, padded to the longest, one for each; what lies behind a length is not read.</summary>",
            "/// <remarks>Any number of threads may call it at once, but not while the parameters or buffers are written or trained: that is not noticed.</remarks>",
            "/// <param name=\"batch\">lengths.Length x (the longest) x InputLength values.</param>",
            "/// <param name=\"lengths\">The steps of each sequence, 1 to Steps.</param>",
            $"/// <param name=\"output\">Receives lengths.Length x {(model.YieldsSteps ? "(the longest) x " : "")}OutputLength values.</param>",
            "/// <exception cref=\"global::System.ArgumentException\">The lengths do not fit, or the output overlaps what is read.</exception>",
            $"public void Forward({Floats} batch, {Labels} lengths, global::System.Span<float> output) => {(model.Forward.NeedsSteps ? "_shell.Forward(batch, lengths, output)" : $"{Runtime}.Sequences.Forward(\"{title}.Forward\", this, batch, lengths, output)")};",
        };
        if (model.Streams) lines.AddRange(Stream);
        if (model.Evaluate is null) return lines;
        int labels = model.Training?.LabelLength ?? 0, values = model.Training?.ValueLength ?? 0;
        var isRecurrent = model.Evaluate.NeedsSteps;
        var judged = model.YieldsSteps ? "steps" : "sequences";
        lines.AddRange(["", $"private readonly {Runtime}.SequenceMemory _sequences = new(Steps, InputLength, {labels}, {values}, isRecurrent: {(isRecurrent ? "true" : "false")}, isOne: {(model.YieldsSteps ? "false" : "true")});"]);
        (string Type, string Name)[] targets = [.. labels > 0 ? [(Labels, "labels")] : Array.Empty<(string, string)>(), .. values > 0 ? [(Floats, "targets")] : Array.Empty<(string, string)>()];
        lines.AddRange(Method("Evaluate", "", "The loss of {0} in inference mode, without a gradient: the mean over the {1} that there are."));
        if (model.Gradient is null) return lines;
        lines.AddRange(Method("Gradient", "global::System.Span<float> gradient", "The loss of {0} in training mode, the mean over the {1} that there are; the gradient receives d(loss)/d(Parameters), overwritten."));
        lines.AddRange(Method("Train", "global::NetGen.Training.Optimizer optimizer", "One step of training: the loss of {0} in training mode, the mean over the {1} that there are, and the parameters moved by the optimiser."));
        return lines;

        IEnumerable<string> Method(string name, string last, string summary)
        {
            var argument = last.Length == 0 ? "" : $", {last.Split(' ')[1]}";
            var parameter = last.Length == 0 ? "" : $", {last}";
            var given = string.Concat(targets.Select(t => $", {t.Type} {t.Name}"));
            string call(string of, bool dot) => $"_shell.{name}({of}{(labels > 0 ? dot ? ", steps.Labels" : ", labels" : ", default")}{(values > 0 ? dot ? ", steps.Targets" : ", targets" : ", default")}{argument}{(dot && isRecurrent ? ", rows: steps.Rows" : "")})";
            var written = name == "Gradient" ? ", gradient" : "";
            return
            [
                "",
                $"/// <summary>{summary.Replace("{0}", "one sequence").Replace("{1}", judged)} One caller at a time.</summary>",
                "/// <exception cref=\"global::System.ArgumentException\">The lengths do not fit, or what is written overlaps what is read.</exception>",
                Alone,
                $"public float {name}({Floats} input{given}{parameter})",
                "{",
                $"    {Runtime}.Sequences.Check(\"{title}\", \"{name}\", input.Length, InputLength, Steps);",
                $"    return {call("input", dot: false)};",
                "}",
                "",
                $"/// <summary>{summary.Replace("{0}", "several sequences, padded to the longest,").Replace("{1}", judged)} One caller at a time.</summary>",
                $"/// <remarks>What lies behind a length is not read. A label that is no class is named by its place among the {judged} that there are.</remarks>",
                "/// <exception cref=\"global::System.ArgumentException\">The lengths do not fit, or what is written overlaps what is read.</exception>",
                Alone,
                $"public float {name}({Floats} batch, {Labels} lengths{given}{parameter})",
                "{",
                $"    using {Runtime}.SequenceSteps steps = _sequences.Take(\"{title}.{name}\", batch, lengths, {(labels > 0 ? "labels" : "default")}, {(values > 0 ? "targets" : "default")}{written});",
                $"    return {call("steps.Input", dot: true)};",
                "}",
            ];
        }
    }
}
