namespace NetGen.Generator.Emit;

/// <content>One forward pass on several threads.</content>
internal sealed partial class ApiWriter
{
    /// <summary>The property that asks for threads, and what holds them.</summary>
    private void Together()
    {
        Lines(
            "",
            "private int _threads = 1;",
            "",
            "/// <summary>Threads that share one forward pass, the caller's included; no more than there are processors. 1 unless set.</summary>",
            "/// <remarks>The outputs are the same to the bit. A workspace keeps its threads, asleep, from one call to the next.</remarks>",
            "/// <exception cref=\"ArgumentOutOfRangeException\">Fewer than one.</exception>",
            "public int Threads",
            "{",
            "    get => _threads;",
            "    set",
            "    {",
            "        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);",
            "        _threads = value;",
            "    }",
            "}",
            "",
            "// The other threads cannot be handed the caller's spans: inputs and outputs go through memory of their own.",
            "private sealed class Together(Workspace workspace, int threads) : global::NetGen.Threading.ITeamWork",
            "{",
            "    private readonly global::NetGen.Threading.Team _team = new(threads);",
            "    private readonly AlignedBuffer _input = new(InputLength * workspace.Capacity);",
            "    private readonly AlignedBuffer _output = new(OutputLength * workspace.Capacity);",
            $"    private {Name}? _network;",
            "    private int _samples;",
            "",
            "    internal int Threads => threads;",
            "",
            $"    internal void Forward({Name} network, ReadOnlySpan<float> input, Span<float> output)",
            "    {",
            "        _network = network;",
            "        var batch = input.Length / InputLength;",
            "        for (var done = 0; done < batch; done += workspace.Capacity)",
            "        {",
            "            _samples = Math.Min(workspace.Capacity, batch - done);",
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

    /// <summary>What a workspace does with its threads.</summary>
    private string[] WorkspaceTogether() => !IsSplit ? [] :
    [
        "",
        $"    internal void RunTogether({Name} network, ReadOnlySpan<float> input, Span<float> output)",
        "    {",
        "        if (_together is null || _together.Threads != network.Threads)",
        "        {",
        "            _together?.End();",
        "            _together = new Together(this, network.Threads);",
        "        }",
        "",
        "        _together.Forward(network, input, output);",
        "    }",
    ];
}
