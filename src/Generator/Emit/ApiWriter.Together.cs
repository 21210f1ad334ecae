namespace NetGen.Generator.Emit;

/// <content>A forward pass or a step of training on several threads.</content>
internal sealed partial class ApiWriter
{
    /// <summary>Whether several threads may share a gradient.</summary>
    private bool IsGradientSplit => _model.Gradient is { IsSplit: true };

    /// <summary>The property that asks for threads, and what holds them.</summary>
    private void Together()
    {
        if (!IsSplit && !IsGradientSplit) return;
        var what = string.Join(" and ", new[] { IsSplit ? "one forward pass" : "", IsGradientSplit ? "one step of training" : "" }.Where(w => w.Length > 0));
        Lines(
            "",
            "private int _threads = 1;",
            "",
            $"/// <summary>Threads that share {what}, the caller's included; no more than there are processors. 1 unless set.</summary>",
            "/// <remarks>The results are the same to the bit, however many there are. The threads are kept, asleep, from one call to the next.</remarks>",
            "/// <exception cref=\"global::System.ArgumentOutOfRangeException\">Fewer than one.</exception>",
            "public int Threads",
            "{",
            "    get => _threads;",
            "    set",
            "    {",
            "        global::System.ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);",
            "        _threads = value;",
            "    }",
            "}");
        if (IsSplit) ForwardTogether();
        if (IsGradientSplit) GradientTogether();
    }

    private void ForwardTogether()
    {
        Lines(
            "",
            "// The other threads cannot be handed the caller's spans: inputs and outputs go through memory of their own.",
            "private sealed class Together(Workspace workspace, int threads) : global::NetGen.Threading.ITeamWork",
            "{",
            "    private readonly global::NetGen.Threading.Team _team = new(threads);",
            "    private readonly global::NetGen.Numerics.AlignedBuffer _input = new((long)InputLength * workspace.Capacity);",
            "    private readonly global::NetGen.Numerics.AlignedBuffer _output = new((long)OutputLength * workspace.Capacity);",
            $"    private {Self}? _network;",
            "    private int _samples;",
            "",
            "    internal int Threads => threads;",
            "",
            $"    internal void Forward({Self} network, global::System.ReadOnlySpan<float> input, global::System.Span<float> output)",
            "    {",
            "        _network = network;",
            "        int batch = input.Length / InputLength;",
            "        for (int done = 0; done < batch; done += _samples)",
            "        {",
            "            _samples = global::System.Math.Min(workspace.Capacity, batch - done);",
            "            input.Slice(done * InputLength, _samples * InputLength).CopyTo(_input.Span);",
            "            _team.Run(this);",
            "            _output.Span[..(_samples * OutputLength)].CopyTo(output[(done * OutputLength)..]);",
            "        }",
            "",
            "        _network = null;",
            "    }",
            "",
            "    public void Run(global::NetGen.Threading.Team team, int part)",
            "    {");
        Dispatch("        ", "ForwardPart(ref _input.Reference, ref _output.Reference, ref _network!._parameters.Reference, ref _network._buffers.Reference, ref workspace.Memory.Reference, _samples, team, part);");
        Lines(
            "    }",
            "",
            "    internal void End() => _team.Dispose();",
            "}");
    }

    private void GradientTogether()
    {
        var targets = LabelLength + ValueLength;
        Lines(
            "",
            "private global::NetGen.Threading.Team? _team;",
            "private global::NetGen.Threading.ITeamWork? _work;",
            "",
            "// A part of a batch that several threads take through the network. They cannot be handed the caller's spans.",
            "private sealed class TrainingWork<TSink> : global::NetGen.Threading.ITeamWork",
            "    where TSink : struct, global::NetGen.Training.IGradientSink",
            "{",
            "    private global::NetGen.Numerics.AlignedBuffer _input = new(0);",
            "    private global::NetGen.Numerics.AlignedBuffer _targets = new(0);",
            $"    private {Self}? _network;",
            "    private TSink _sink;",
            "    private int _samples, _batch;",
            "    private uint _step;",
            "    private float _loss;",
            "",
            $"    internal float Run({Self} network, ref float input, ref float targets, int samples, int batch, ref TSink sink)",
            "    {",
            $"        if (_input.Length < (long)samples * InputLength) (_input, _targets) = (new global::NetGen.Numerics.AlignedBuffer((long)samples * InputLength), new global::NetGen.Numerics.AlignedBuffer((long)samples * {targets}));",
            "        global::System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref input, samples * InputLength).CopyTo(_input.Span);",
            $"        global::System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref targets, samples * {targets}).CopyTo(_targets.Span);",
            "        (_network, _sink, _samples, _batch, _step) = (network, sink, samples, batch, network.NextStep());",
            "        network._team!.Run(this);",
            "        _network = null;",
            "        return _loss;",
            "    }",
            "",
            "    public void Run(global::NetGen.Threading.Team team, int part)",
            "    {",
            $"        {Self} network = _network!;",
            "        ref float gradient = ref network._gradient!.Reference;",
            "        ref float target = ref (TSink.Updates ? ref network._parameters.Reference : ref gradient);",
            "        float loss;");
        Dispatch(
            "        ",
            "GradientPart(ref _input.Reference, ref _targets.Reference, ref network._parameters.Reference, ref network._buffers.Reference, ref target, ref gradient, ref network._scratch!.Reference, _samples, _batch, _step, ref _sink, team, part);",
            "loss = ");
        Lines(
            "        if (part == 0) _loss = loss;",
            "    }",
            "}",
            "",
            "// The team, and its work for one kind of sink.",
            "private TrainingWork<TSink> Gather<TSink>()",
            "    where TSink : struct, global::NetGen.Training.IGradientSink",
            "{",
            "    if (_team is null || _team.Size != global::System.Math.Min(_threads, global::System.Environment.ProcessorCount))",
            "    {",
            "        _team?.Dispose();",
            "        _team = new global::NetGen.Threading.Team(_threads);",
            "    }",
            "",
            "    if (_work is not TrainingWork<TSink> work) _work = work = new TrainingWork<TSink>();",
            "    return work;",
            "}");
    }

    /// <summary>A batch taken by several threads, in parts that fit.</summary>
    private string[] RunTogether() => !IsGradientSplit ? [] :
    [
        "        if (network._threads > 1)",
        "        {",
        "            network._gradient ??= new global::NetGen.Numerics.AlignedBuffer(ParameterLength);",
        "            bool own = global::System.Runtime.CompilerServices.Unsafe.AreSame(ref gradient, ref network._gradient.Reference);",
        "            if (!own) network._gradient.Span.Clear();",
        "            TrainingWork<TSink> work = network.Gather<TSink>();",
        "            for (int done = 0; done < batch; done += global::System.Math.Min(chunk, batch - done))",
        "                loss += work.Run(network, ref global::System.Runtime.CompilerServices.Unsafe.Add(ref x, (global::System.IntPtr)done * InputLength), ref global::System.Runtime.CompilerServices.Unsafe.Add(ref t, (global::System.IntPtr)done * " + (LabelLength + ValueLength) + "), global::System.Math.Min(chunk, batch - done), total, ref sink);",
        "            if (!own) network._gradient.Span.CopyTo(global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref gradient, ParameterLength));",
        "            return loss;",
        "        }",
        "",
    ];

    /// <summary>What a workspace does with its threads.</summary>
    private string[] WorkspaceTogether() => !IsSplit ? [] :
    [
        "",
        $"    internal void RunTogether({Self} network, int threads, global::System.ReadOnlySpan<float> input, global::System.Span<float> output)",
        "    {",
        "        if (_together is null || _together.Threads != threads)",
        "        {",
        "            _together?.End();",
        "            _together = new Together(this, threads);",
        "        }",
        "",
        "        _together.Forward(network, input, output);",
        "    }",
    ];
}
