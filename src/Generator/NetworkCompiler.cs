using NetGen.Generator.Model;

namespace NetGen.Generator;

/// <summary>From a declaration to the emitted files: the straight list of passes.</summary>
internal static class NetworkCompiler
{
    public static CompiledNetwork Compile(NetworkSpec spec) => new(default, default);
}
