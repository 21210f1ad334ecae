using NetGen.Conformance.Emitted;
using NetGen.Conformance.Layers;
using NetGen.Generator;
using NetGen.Generator.Passes;
using NetGen.Testing;

namespace NetGen.Conformance.Graph;

/// <summary>The check of layouts that every compilation makes: it finds nothing in what the layout pass makes, and finds what is put wrong.</summary>
public sealed class LayoutVerifierTests
{
    [Fact]
    public void The_layouts_of_every_sample_fit_its_nodes()
    {
        var failures = new List<string>();
        foreach (var sample in LayerSamples.All.Concat(RemainderSamples.All))
        {
            try
            {
                foreach (var program in NetworkCompiler.ProgramsOf(sample.BehindLayers().Loss("MeanSquaredErrorLoss").ToSpec("Sample"))) LayoutVerifier.Check(program.Plan.Graph);
            }
            catch (InvalidOperationException e)
            {
                failures.Add($"{sample}: {e.Message}");
            }
        }

        foreach (var sample in LossSamples.All)
        {
            try
            {
                foreach (var program in NetworkCompiler.ProgramsOf(sample.OnFeatures().ToSpec("Sample"))) LayoutVerifier.Check(program.Plan.Graph);
            }
            catch (InvalidOperationException e)
            {
                failures.Add($"{sample}: {e.Message}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures.Take(30)));
    }
}
