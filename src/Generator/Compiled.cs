using NetGen.Generator.Frontend;
using NetGen.Generator.Model;
using NetGen.Generator.Support;

namespace NetGen.Generator;

/// <summary>What compiling one network gave, with the network's name to find its places again.</summary>
internal sealed record Compiled(EquatableArray<EmittedFile> Files, NamedProblems Problems)
{
    /// <summary>Compiles; a fault of the compiler becomes a problem that names the layer, never an exception in the user's build.</summary>
    public static Compiled Of(NetworkSpec spec, Func<NetworkSpec, CompiledNetwork> compile)
    {
        try
        {
            var network = compile(spec);
            return new Compiled(network.Files, new NamedProblems(spec.FullName, network.Problems));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var element = (e as CompilerFault)?.Element;
            var what = element is null ? spec.FullName : $"{element.Kind} \"{element.Name}\" of {spec.FullName}";
            var problem = new Problem("NG9999", element?.Position ?? -1, what, Fault.Describe(e));
            return new Compiled(default, new NamedProblems(spec.FullName, new([problem])));
        }
    }
}
