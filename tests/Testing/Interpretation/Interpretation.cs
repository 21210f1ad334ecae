using NetGen.Generator.Graph;

namespace NetGen.Testing;

/// <summary>The values of a graph's results.</summary>
internal sealed class Interpretation(IEnumerable<(ResultKind Kind, string Name, Tensor Value)> results)
{
    private readonly List<(ResultKind Kind, string Name, Tensor Value)> _results = [.. results];

    /// <summary>The value of a result, row-major, sample after sample.</summary>
    public double[] this[ResultKind kind, string name]
    {
        get
        {
            foreach (var result in _results)
                if (result.Kind == kind && result.Name == name) return result.Value.Data;
            throw new KeyNotFoundException($"There is no {kind} '{name}' among {string.Join(", ", _results.Select(r => $"{r.Kind} '{r.Name}'"))}.");
        }
    }

    public double Loss => _results.Single(r => r.Kind == ResultKind.Loss).Value.Data[0];

    /// <summary>All results of a kind by name.</summary>
    public IReadOnlyDictionary<string, double[]> Of(ResultKind kind) =>
        _results.Where(r => r.Kind == kind).ToDictionary(r => r.Name, r => r.Value.Data, StringComparer.Ordinal);

    /// <summary>The outputs as a caller of the network sees them: all outputs of the first sample, then those of the second.</summary>
    public double[] Outputs(int batch)
    {
        var outputs = _results.Where(r => r.Kind == ResultKind.Output).Select(r => r.Value).ToList();
        var joined = new List<double>();
        for (var sample = 0; sample < batch; sample++)
            foreach (var output in outputs)
                joined.AddRange(output.Data.Skip(output.Batched ? sample * output.ElementCount : 0).Take(output.ElementCount));
        return [.. joined];
    }
}
