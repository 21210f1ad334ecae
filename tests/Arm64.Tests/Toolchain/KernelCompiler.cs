using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Arm64.Tests.Toolchain;

/// <summary>Compiles the C# text of kernels to IL, as a user's project would: optimised, without unsafe blocks.</summary>
internal static class KernelCompiler
{
    /// <summary>Compiles <paramref name="sources"/> into the assembly file <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">The text does not compile; the message holds the compiler's errors.</exception>
    public static void Compile(IReadOnlyList<string> sources, IReadOnlyList<string> references, string destination)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(destination),
            sources.Select((text, index) => CSharpSyntaxTree.ParseText(text, parse, $"source{index}.cs")),
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable, deterministic: true));

        using var stream = File.Create(destination);
        var result = compilation.Emit(stream);
        if (result.Success) return;
        var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(10);
        throw new ArgumentException($"the kernels do not compile:\n{string.Join('\n', errors)}");
    }
}
