using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace NetGen.Testing;

/// <summary>An assembly compiled in memory, in a load context of its own that goes away with it.</summary>
public sealed class LoadedAssembly : IDisposable
{
    private readonly AssemblyLoadContext _context;

    private LoadedAssembly(AssemblyLoadContext context, Assembly assembly, byte[] image)
    {
        _context = context;
        Assembly = assembly;
        Image = image;
    }

    /// <summary>The loaded assembly.</summary>
    public Assembly Assembly { get; }

    /// <summary>Its bytes, for inspection of the emitted IL.</summary>
    public byte[] Image { get; }

    /// <summary>The type with this full name.</summary>
    public Type Type(string fullName) => Assembly.GetType(fullName, throwOnError: true)!;

    /// <summary>A new network of the class with this full name: its constructor takes the seed.</summary>
    public INetwork CreateNetwork(string fullName, int seed = 0) => (INetwork)Activator.CreateInstance(Type(fullName), seed)!;

    /// <inheritdoc/>
    public void Dispose() => _context.Unload();

    internal static LoadedAssembly From(Compilation compilation, ImmutableArray<Diagnostic> generatorDiagnostics)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        var errors = result.Diagnostics.Concat(generatorDiagnostics).Where(found => found.Severity == DiagnosticSeverity.Error).ToArray();
        if (!result.Success || errors.Length > 0)
            throw new InvalidOperationException(string.Join(Environment.NewLine, errors.Select(error => error.ToString())));
        var context = new AssemblyLoadContext(compilation.AssemblyName, isCollectible: true);
        image.Position = 0;
        return new LoadedAssembly(context, context.LoadFromStream(image), image.ToArray());
    }
}
