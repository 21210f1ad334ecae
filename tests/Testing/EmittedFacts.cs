using System.Reflection;
using NetGen.Emitted;

namespace NetGen.Testing;

/// <summary>What the struct <c>Kernels</c> of an emitted class says of its programs.</summary>
internal sealed class EmittedFacts
{
    private readonly Type _kernels;
    private readonly NetworkInfo _info;

    private EmittedFacts(Type kernels, NetworkInfo info)
    {
        _kernels = kernels;
        _info = info;
    }

    private delegate ReadOnlySpan<int> Numbers();

    /// <summary>The facts of a class.</summary>
    public static EmittedFacts Of(Type network) => new(
        network.GetNestedType("Kernels", BindingFlags.NonPublic) ?? throw new MissingMemberException(network.FullName, "Kernels"),
        (NetworkInfo)network.GetProperty("Info", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!);

    /// <summary>The scratch memory of a program.</summary>
    public ProgramMemory MemoryOf(string program) => (ProgramMemory)Value($"{program}Memory")!;

    /// <summary>The parts that a program takes a batch in.</summary>
    public IEnumerable<(int Done, int Count)> PartsOf(string program, int batch)
    {
        var chunk = MemoryOf(program).Chunk;
        if (chunk == 0) chunk = batch;
        // Parts of one size where there is a loss; a forward pass takes as many samples as its workspace holds.
        if (program != "Forward") chunk = (batch + ((batch + chunk - 1) / chunk) - 1) / ((batch + chunk - 1) / chunk);
        for (var done = 0; done < batch; done += chunk) yield return (done, Math.Min(chunk, batch - done));
    }

    /// <summary>Writes what the labels of a whole batch weigh to where a program reads it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="targets">Packed targets.</param>
    /// <param name="batch">Samples.</param>
    /// <param name="set">Writes a number to a place of the scratch memory.</param>
    public void SetMasses(string program, Func<int, float> targets, int batch, Action<int, float> set)
    {
        if (_kernels.GetProperty($"MassesOf{program}")?.GetMethod?.CreateDelegate<Numbers>() is not { } numbers) return;
        var places = numbers();
        for (var i = 0; i < places.Length; i += 2) set(places[i], (float)MassOf(((LabelMass[])Value("Masses")!)[places[i + 1]], targets, batch));
    }

    /// <summary>Whether outputs and targets are those of whole sequences.</summary>
    public bool YieldsSequences => _kernels.GetProperty("YieldsSequences") is { } property && (bool)property.GetValue(null)!;

    /// <summary>The states from which the recurrences of a program start: offset and length in turn.</summary>
    public ReadOnlySpan<int> StatesOf(string program) => _kernels.GetProperty($"StatesOf{program}")?.GetMethod?.CreateDelegate<Numbers>() is { } numbers ? numbers() : [];

    private double MassOf(LabelMass mass, Func<int, float> targets, int batch)
    {
        var slot = _info.Labels[mass.Labels];
        var length = _info.LabelLength + _info.TargetLength;
        return Enumerable.Range(0, batch).SelectMany(sample => Enumerable.Range((sample * length) + slot.Offset, slot.Length)).Select(at => (int)targets(at))
            .Where(label => label != slot.Ignored).Sum(label => mass.Weights is null ? 1.0 : mass.Weights[label]);
    }

    private object? Value(string name) => _kernels.GetProperty(name, BindingFlags.Public | BindingFlags.Static)!.GetValue(null);
}
