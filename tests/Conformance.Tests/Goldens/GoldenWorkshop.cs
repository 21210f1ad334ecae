using NetGen.Generator.Model;
using NetGen.Testing;

namespace NetGen.Conformance.Goldens;

/// <summary>Runs the generator over the declarations of all golden cases, many at a time, when the first of them is asked for.</summary>
internal static class GoldenWorkshop
{
    /// <summary>A compilation costs about a second however small it is, and one bad declaration spoils its neighbours' compilation.</summary>
    private const int CasesPerRun = 40;

    private static readonly Lazy<IReadOnlyDictionary<string, Lazy<GeneratorRun>>> Runs = new(Assign);

    /// <summary>The declaration's specification as the frontend read it.</summary>
    /// <exception cref="InvalidOperationException">The frontend refused the declaration; the message says why.</exception>
    public static NetworkSpec Specification(GoldenCase golden, string name)
    {
        var run = Runs.Value[golden.Golden.Stem].Value;
        return run.Specs.FirstOrDefault(s => s.FullName == name)
            ?? throw new InvalidOperationException($"{name} was refused: {string.Join("; ", run.Diagnostics.Where(d => d.Id != "NG0001").Select(d => d.ToString()).Take(5))}\n{string.Join("\n", golden.Sources)}");
    }

    private static Dictionary<string, Lazy<GeneratorRun>> Assign()
    {
        var runs = new Dictionary<string, Lazy<GeneratorRun>>();
        foreach (var group in GoldenCase.All.Where(c => c.Declaration is not null).Chunk(CasesPerRun))
        {
            var run = new Lazy<GeneratorRun>(() => GeneratorRun.From([.. group.SelectMany(c => c.Sources)]));
            foreach (var golden in group) runs[golden.Golden.Stem] = run;
        }

        return runs;
    }
}
