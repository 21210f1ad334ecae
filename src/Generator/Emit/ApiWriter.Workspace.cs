using NetGen.Generator.Schedule;

namespace NetGen.Generator.Emit;

/// <content>The class of a network's workspaces.</content>
internal sealed partial class ApiWriter
{
    private void Workspace()
    {
        var plan = _model.Forward.Plan;
        Lines([
            "",
            "/// <summary>Scratch memory of the forward pass, for one caller at a time.</summary>",
            "public sealed class Workspace : global::NetGen.NetworkWorkspace",
            "{",
            $"    private {Self}? _network;",
            .. KeepsDerived ? Text($"    private {Self}? _derivedFrom;") : [],
            .. IsSplit ? Text("    private Together? _together;") : [],
            "    private int _capacity;",
            "",
            "    /// <summary>Memory for one sample at a time.</summary>",
            "    public Workspace() : this(1)",
            "    {",
            "    }",
            "",
            NeedsWholeBatch
                ? "    /// <summary>Memory for batches up to <paramref name=\"maxBatch\"/>. It grows with a larger one: a layer needs the whole batch.</summary>"
                : $"    /// <summary>Memory for batches up to <paramref name=\"maxBatch\"/>, {_model.Forward.Chunk} at most; larger ones are computed in pieces.</summary>",
            "    /// <exception cref=\"global::System.ArgumentOutOfRangeException\">The number is negative, or the memory is more than an array can hold.</exception>",
            "    public Workspace(int maxBatch)",
            "    {",
            "        global::System.ArgumentOutOfRangeException.ThrowIfNegative(maxBatch);",
            NeedsWholeBatch ? "        _capacity = global::System.Math.Max(maxBatch, 1);" : "        _capacity = global::System.Math.Clamp(maxBatch, 1, ForwardChunk);",
            "        Memory = new global::NetGen.Numerics.AlignedBuffer(ForwardScratch + ((long)ForwardScratchPerSample * _capacity));",
            "    }",
            "",
            "    /// <inheritdoc/>",
            "    public override global::NetGen.NetworkInfo Network => Facts.Info;",
            "",
            "    /// <inheritdoc/>",
            "    public override int Capacity => _capacity;",
            "",
            $"    internal global::NetGen.Numerics.AlignedBuffer Memory {{ get; {(NeedsWholeBatch ? "private set; " : "")}}}",
            .. Activation(),
            "",
            "    internal void Begin() => base.Enter();",
            "",
            "    internal void End() => base.Leave();",
            .. KeepsDerived
                ? Text(
                    "",
                    "    // What was derived from the weights of a network nobody else can write to holds for its next call.",
                    $"    internal void Prepare({Self} network)",
                    "    {",
                    $"        bool holds = {IsClosed} && ReferenceEquals(_derivedFrom, network);",
                    $"        global::NetGen.Numerics.Fingerprint.Seal(ref global::System.Runtime.CompilerServices.Unsafe.Add(ref Memory.Reference, {plan.SealOffset}), holds);",
                    "        _derivedFrom = null;",
                    "    }",
                    "",
                    $"    internal void Keep({Self} network) => _derivedFrom = {IsClosed} ? network : null;")
                : [],
            .. NeedsWholeBatch
                ?
                [
                    "",
                    "    internal void Reserve(int batch)",
                    "    {",
                    "        if (batch <= _capacity) return;",
                    "        Memory = new global::NetGen.Numerics.AlignedBuffer(ForwardScratch + ((long)ForwardScratchPerSample * batch));",
                    "        _capacity = batch;",
                    .. KeepsDerived ? Text("        _derivedFrom = null;") : [],
                    .. IsSplit ? Text("        _together?.End();", "        _together = null;") : [],
                    "    }",
                ]
                : Array.Empty<string>(),
            .. WorkspaceTogether(),
            "",
            $"    internal void Remember({Self} network, global::System.ReadOnlySpan<float> input)",
            "    {",
            "        base.Remember(input);",
            "        _network = network;",
            "    }",
            "}"]);
    }

    private string IsClosed => Trains ? "!network._isOpen && !network._isTrained" : "!network._isOpen";

    private string[] Activation() => _model.Inspect is { } inspect ? ReadActivation(inspect) : RefuseActivation();

    private string[] RefuseActivation() => Text(
        "",
        "    /// <summary>Not possible: the results of all layers of a sample do not fit into one array.</summary>",
        "    /// <exception cref=\"global::System.NotSupportedException\">Always.</exception>",
        "    public override float[] Activation(global::NetGen.LayerInfo layer) => throw new global::System.NotSupportedException(",
        $"        \"The results of all layers of one sample of {_model.Spec.Title} together need more memory than {int.MaxValue} floats and cannot be read; mark the layers of interest as outputs.\");");

    private string[] ReadActivation(NetworkProgram inspect)
    {
        var lengths = _model.Layers.Select(l => l.ActivationBytes / sizeof(float)).ToList();
        return
        [
            "",
            "    /// <inheritdoc/>",
            "    public override float[] Activation(global::NetGen.LayerInfo layer)",
            "    {",
            "        int index = base.NumberOf(layer);",
            $"        if (_network is null) throw new global::System.InvalidOperationException(\"No forward pass of {_model.Spec.Title} has used this workspace yet.\");",
            "        base.Enter();",
            "        try",
            "        {",
            .. ClearPadding("            ", "_network."),
            "            int length = (int)(Facts.Info.Layers[index].ActivationBytes / sizeof(float));",
            "            int batch = base.LastInput.Length / InputLength;",
            "            float[] activations = global::NetGen.NetworkWorkspace.Values(batch, length);",
            $"            int n = {(inspect.Chunk == 0 ? "batch" : "1")};",
            $"            const long allLength = {lengths.Sum()};",
            "            float[] all = global::NetGen.NetworkWorkspace.Values(n, allLength);",
            $"            global::NetGen.Numerics.AlignedBuffer memory = new({inspect.Plan.FixedLength} + ({inspect.Plan.SampleLength}L * n));",
            "            for (int done = 0; done < batch; done += n)",
            "            {",
            "                PortableKernels.Inspect(",
            "                    ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference(base.LastInput.Slice(done * InputLength)), ref global::System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(all), ref _network._parameters.Reference, ref _network._buffers.Reference, ref memory.Reference, n);",
            "                for (int s = 0; s < n; s++) global::System.Array.Copy(all, (s * allLength) + ActivationOffsets[index], activations, (long)(done + s) * length, length);",
            "            }",
            "",
            "            return activations;",
            "        }",
            "        finally",
            "        {",
            "            base.Leave();",
            "        }",
            "    }",
            "",
            $"    private static global::System.ReadOnlySpan<long> ActivationOffsets => [{string.Join(", ", lengths.Select((_, i) => lengths.Take(i).Sum()))}];",
        ];
    }
}
