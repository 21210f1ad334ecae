using NetGen.Testing;

namespace NetGen.Conformance.Goldens;

/// <summary>The golden cases' declarations, compiled many at a time when the first of them is asked for.</summary>
internal static class GoldenWorkshop
{
    private const int CasesPerBatch = 24;

    private static readonly Lazy<IReadOnlyDictionary<string, Lazy<NetworkBatch>>> Batches = new(Assign);

    /// <summary>The batch that holds a case's networks.</summary>
    public static NetworkBatch BatchOf(GoldenCase golden) => Batches.Value[golden.Golden.Stem].Value;

    private static Dictionary<string, Lazy<NetworkBatch>> Assign()
    {
        var batches = new Dictionary<string, Lazy<NetworkBatch>>();
        foreach (var group in GoldenCase.All.Where(c => c.NotCovered is null).Chunk(CasesPerBatch))
        {
            var batch = new Lazy<NetworkBatch>(() => NetworkBatch.Compile([.. group.SelectMany(c => c.Networks)]));
            foreach (var golden in group) batches[golden.Golden.Stem] = batch;
        }

        return batches;
    }
}
