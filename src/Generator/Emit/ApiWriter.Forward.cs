// Forward, with the caller's workspace or with one of its own. Any number of threads may call the latter: small scratch memory belongs to the thread,
// whichever network of the class it calls; large memory, and such that keeps what was derived from weights, to the network, which lends it out.
namespace NetGen.Generator.Emit;

/// <content>The forward pass.</content>
internal sealed partial class ApiWriter
{
    /// <summary>Floats of scratch memory that a thread may keep until it ends: 1 MiB.</summary>
    private const long MostOfAThread = 256 * 1024;

    private const string Memory = "global::System.Runtime.InteropServices.MemoryMarshal";

    /// <summary>Whether the workspace keeps tensors derived from weights.</summary>
    private bool KeepsDerived => _model.Forward.Plan.SealOffset >= 0;

    /// <summary>Whether several threads may share a forward pass.</summary>
    private bool IsSplit => _model.Forward.IsSplit;

    /// <summary>Whether a batch must be computed at once.</summary>
    private bool NeedsWholeBatch => _model.Forward.Chunk == 0;

    /// <summary>Most floats a workspace takes, where batches are computed in pieces.</summary>
    private long MostScratch => _model.Forward.Plan.FixedLength + ((long)_model.Forward.Plan.SampleLength * _model.Forward.Chunk);

    /// <summary>Whether networks lend workspaces out; else each thread has one.</summary>
    private bool Lends => KeepsDerived || IsSplit || NeedsWholeBatch || MostScratch > MostOfAThread;

    private string[] WorkspaceFields() => Lends
        ?
        [
            "",
            "// Workspaces of calls of Forward without one: as many as there have been callers at once, and one more at most.",
            "private readonly global::NetGen.Threading.WorkspaceStore<Workspace> _workspaces = new();",
        ]
        :
        [
            "",
            $"// The workspace of a thread's calls of Forward without one, whichever network of this class it calls: up to {LayerTable.Number(MostScratch * sizeof(float))} bytes, until the thread ends.",
            "[global::System.ThreadStatic]",
            "private static Workspace? t_workspace;",
        ];

    private void Forward()
    {
        var memory = Lends
            ? "The network keeps one workspace for each of the callers that there have ever been at once."
            : "Each thread keeps one workspace for all networks of this class.";
        var needed = NeedsWholeBatch ? "batch" : "global::System.Math.Min(batch, ForwardChunk)";
        Lines([
            "",
            IsSequence
                ? "/// <summary>The outputs of one sequence of input.Length / InputLength steps, 1 to Steps.</summary>"
                : "/// <summary>The outputs of a batch; the batch is input.Length / InputLength. An empty batch has an empty output.</summary>",
            "/// <remarks>",
            "/// Any number of threads may call it at once, but not while the parameters or buffers are written or trained: that is not noticed.",
            $"/// Nothing is allocated after the first calls of a batch size. {memory}",
            "/// </remarks>",
            "/// <exception cref=\"global::System.ArgumentException\">The lengths do not fit, or the output overlaps what is read.</exception>",
            "public void Forward(global::System.ReadOnlySpan<float> input, global::System.Span<float> output)",
            "{",
            "    int batch = BatchOf(input, output);",
            .. Lends
                ? Text(
                    "    Workspace? workspace = _workspaces.Take();",
                    $"    if (workspace is null || workspace.Capacity < {needed}) workspace = new Workspace(batch);",
                    $"    Run(ref {Memory}.GetReference(input), ref {Memory}.GetReference(output), batch, workspace);",
                    "    _workspaces.Give(workspace);")
                : Text(
                    "    Workspace? workspace = t_workspace;",
                    $"    if (workspace is null || workspace.Capacity < {needed}) t_workspace = workspace = new Workspace(batch);",
                    $"    Run(ref {Memory}.GetReference(input), ref {Memory}.GetReference(output), batch, workspace);"),
            "}",
            "",
            $"/// <summary>The outputs of {(IsSequence ? "one sequence" : "a batch")}, with the caller's scratch memory; afterwards the workspace can tell what each layer yielded.</summary>",
            "/// <exception cref=\"global::System.ArgumentException\">The lengths do not fit, or the output overlaps what is read.</exception>",
            "/// <exception cref=\"global::System.InvalidOperationException\">Another call uses the workspace.</exception>",
            "public void Forward(global::System.ReadOnlySpan<float> input, global::System.Span<float> output, Workspace workspace)",
            "{",
            "    global::System.ArgumentNullException.ThrowIfNull(workspace);",
            "    int batch = BatchOf(input, output);",
            "    workspace.Begin();",
            "    try",
            "    {",
            $"        Run(ref {Memory}.GetReference(input), ref {Memory}.GetReference(output), batch, workspace);",
            "        workspace.Remember(this, input);",
            "    }",
            "    finally",
            "    {",
            "        workspace.End();",
            "    }",
            "}",
            "",
            "/// <inheritdoc/>",
            "public void Forward(global::System.ReadOnlySpan<float> input, global::System.Span<float> output, global::NetGen.NetworkWorkspace workspace)",
            "{",
            "    global::System.ArgumentNullException.ThrowIfNull(workspace);",
            $"    if (workspace is not Workspace own) throw new global::System.ArgumentException($\"{_model.Spec.Title}.Forward needs a workspace of {_model.Spec.Title}, as its CreateWorkspace makes, but got one of {{workspace.Network.Name}}.\", \"workspace\");",
            "    Forward(input, output, own);",
            "}",
            "",
            $"/// <summary>Scratch memory for calls of Forward with a workspace: one caller at a time, any network of this class.</summary>",
            $"/// <param name=\"maxBatch\">{(IsSequence ? "Steps" : "Samples")} it shall take at once; {(NeedsWholeBatch ? "it grows with a larger batch" : "larger batches are computed in pieces")}.</param>",
            "public Workspace CreateWorkspace(int maxBatch = 1) => new(maxBatch);",
            "",
            "global::NetGen.NetworkWorkspace global::NetGen.INetwork.CreateWorkspace(int maxBatch) => new Workspace(maxBatch);",
            "",
            "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]",
            "private int BatchOf(global::System.ReadOnlySpan<float> input, global::System.Span<float> output)",
            "{",
            "    int batch = input.Length / InputLength;",
            .. IsSequence ? Text($"    global::NetGen.Emitted.Sequences.Check(\"{_model.Spec.Title}.Forward\", input.Length, InputLength, Steps);") : [],
            "    if (input.Length != (long)batch * InputLength || output.Length != (long)batch * OutputLength) ThrowForward(input.Length, output.Length);",
            Refuse("Forward", "output", "input"),
            .. _model.ParameterLength > 0 ? Text(Refuse("Forward", "output", "parameters", "_parameters")) : [],
            .. _model.BufferLength > 0 ? Text(Refuse("Forward", "output", "buffers", "_buffers")) : [],
            "    return batch;",
            "}",
            "",
            "private void Run(ref float x, ref float y, int batch, Workspace workspace)",
            "{",
            "    if (batch == 0) return;",
            .. ClearNoticedPadding("    "),
            .. NeedsWholeBatch ? Text("    workspace.Reserve(batch);") : [],
            .. KeepsDerived ? Text("    workspace.Prepare(this);") : [],
            .. IsSplit
                ?
                [
                    "    int threads = _threads;",
                    "    if (threads > 1)",
                    "    {",
                    $"        workspace.RunTogether(this, threads, {Memory}.CreateReadOnlySpan(ref x, batch * InputLength), {Memory}.CreateSpan(ref y, batch * OutputLength));",
                    .. KeepsDerived ? Text("        workspace.Keep(this);") : [],
                    "        return;",
                    "    }",
                    "",
                ]
                : Array.Empty<string>(),
            "    ref float p = ref _parameters.Reference;",
            $"    ref float b = ref {(_model.BufferLength > 0 ? "_buffers.Reference" : "p")};",
            "    ref float w = ref workspace.Memory.Reference;",
            "    for (int done = 0, n; done < batch; done += n)",
            "    {",
            "        n = global::System.Math.Min(workspace.Capacity, batch - done);",
            "        ref float xs = ref global::System.Runtime.CompilerServices.Unsafe.Add(ref x, (global::System.IntPtr)done * InputLength);",
            "        ref float ys = ref global::System.Runtime.CompilerServices.Unsafe.Add(ref y, (global::System.IntPtr)done * OutputLength);"]);
        Dispatch("        ", "Forward(ref xs, ref ys, ref p, ref b, ref w, n);");
        Lines([
            "    }",
            .. KeepsDerived ? Text("", "    workspace.Keep(this);") : [],
            "}",
            "",
            "private static void ThrowForward(int input, int output) => throw new global::System.ArgumentException(",
            $"    $\"{_model.Spec.Title}.Forward needs {SamplesOf} x {{InputLength}} input values [{string.Join("; ", _model.Inputs.Select(i => string.Join(", ", i.Shape)))}] and {SamplesOf} x {{OutputLength}} output values, but got {{input}} and {{output}}; {{input / InputLength}} {Sample}s have {{(long)(input / InputLength) * OutputLength}} output values.\");"]);
    }

    /// <summary>Refuses to write into memory that is read.</summary>
    private string Refuse(string method, string written, string read, string? readSpan = null, string? writtenSpan = null) =>
        $"    global::NetGen.Numerics.SpanOverlap.Refuse(\"{_model.Spec.Title}.{method}\", {writtenSpan ?? written}, \"{written}\", {readSpan ?? read}, \"{read}\");";
}
