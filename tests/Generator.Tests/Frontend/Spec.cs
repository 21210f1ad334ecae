using NetGen.Generator.Model;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Frontend;

/// <summary>The declaration of the one network in some sources.</summary>
internal static class Spec
{
    public static NetworkSpec Of(params string[] sources)
    {
        var run = GeneratorRun.From(sources);
        Assert.Null(run.Fault);
        Assert.Empty(Markers.Of(run));
        return Assert.Single(run.Specs);
    }
}
