using NetGen.Arm64.Tests.MachineCode;

namespace NetGen.Arm64.Tests.Toolchain;

/// <summary>
/// Static C# methods compiled to arm64 machine code by .NET's own code generator, ready to be called under emulation.
/// A method that can be called takes references to numbers (<c>ref float</c>) and numbers, is not generic, allocates nothing,
/// throws nothing and touches no static state: there is no .NET runtime in the process.
/// </summary>
public sealed class Arm64Program : IDisposable
{
    private readonly Arm64Toolchain _tools;
    private readonly string _folder;
    private readonly Lazy<ObjectListing> _listing;
    private string _assemblyName = "";

    private Arm64Program(Arm64Toolchain tools, string folder)
    {
        _tools = tools;
        _folder = folder;
        _listing = new Lazy<ObjectListing>(() => ObjectListing.Read(_tools, ObjectFile));
    }

    /// <summary>The methods that <see cref="Run"/> can call.</summary>
    public IReadOnlyList<EntryPoint> EntryPoints { get; private set; } = [];

    /// <summary>
    /// What code reachable from the entry points needs of the .NET runtime or of static data. Empty for kernels that allocate, throw and share
    /// nothing. A call that really comes to use one of these ends in an error.
    /// </summary>
    public IReadOnlyList<RuntimeDependency> RuntimeDependencies =>
        RuntimeDependency.Collect(_listing.Value, EntryPoints, ObjectListing.DefinedSymbols(_tools, Executable));

    /// <summary>The linked arm64 executable.</summary>
    public string Executable => Path.Combine(_folder, "driver");

    private string ObjectFile => Path.Combine(_folder, "kernels.o");

    /// <summary>Compiles C# text, one string a file, together to one assembly and that to machine code.</summary>
    /// <param name="sources">The text of the files. Implicit usings are off and unsafe blocks are not allowed, as for emitted code.</param>
    /// <param name="entryPoints">
    /// The methods to call: <c>Namespace.Type.Method</c>, nested types joined by <c>+</c>; overloads are told apart by metadata types in
    /// parentheses, <c>Method(Single&amp;,Int32)</c>. Any accessibility will do.
    /// </param>
    /// <param name="references">Assemblies for .NET 9 or older that the text refers to, such as <see cref="Arm64Toolchain.RuntimeAssembly"/>.</param>
    /// <param name="instructionSets">Instruction sets beyond the armv8-a baseline, such as <c>dotprod</c>.</param>
    public static Arm64Program Compile(
        IReadOnlyList<string> sources, IReadOnlyList<string> entryPoints, IReadOnlyList<string>? references = null, string? instructionSets = null)
    {
        var tools = Arm64Toolchain.Current;
        return Build(tools, entryPoints, references ?? [], instructionSets, folder =>
        {
            var assembly = Path.Combine(folder, "source", "Kernels.dll");
            Directory.CreateDirectory(Path.GetDirectoryName(assembly)!);
            var core = tools.CoreAssemblies.Where(path => Path.GetFileName(path) == "System.Private.CoreLib.dll");
            KernelCompiler.Compile(sources, [.. core, .. tools.FrameworkAssemblies, .. references ?? []], assembly);
            return assembly;
        });
    }

    /// <summary>Compiles methods of an assembly that was built for .NET 9 or older.</summary>
    /// <inheritdoc cref="Compile"/>
    public static Arm64Program CompileAssembly(
        string assembly, IReadOnlyList<string> entryPoints, IReadOnlyList<string>? references = null, string? instructionSets = null) =>
        Build(Arm64Toolchain.Current, entryPoints, references ?? [], instructionSets, _ => assembly);

    /// <summary>Calls an entry point once, in a process of its own.</summary>
    /// <param name="entryPoint">Its name as given to <see cref="Compile"/>.</param>
    /// <param name="arguments">One for each parameter, in their order.</param>
    /// <exception cref="ArgumentException">The arguments do not fit the parameters.</exception>
    /// <exception cref="InvalidOperationException">The call faulted or wrote outside of its buffers; the message says where.</exception>
    /// <exception cref="TimeoutException">The call did not return within a minute.</exception>
    public Arm64Result Run(string entryPoint, params ReadOnlySpan<Arm64Argument> arguments) => Run(entryPoint, TimeSpan.FromMinutes(1), arguments);

    /// <inheritdoc cref="Run(string, ReadOnlySpan{Arm64Argument})"/>
    /// <param name="limit">How long the call may take.</param>
    /// <exception cref="TimeoutException">The call did not return within <paramref name="limit"/>.</exception>
    public Arm64Result Run(string entryPoint, TimeSpan limit, params ReadOnlySpan<Arm64Argument> arguments)
    {
        var number = EntryPoints.ToList().FindIndex(candidate => candidate.Name == entryPoint);
        if (number < 0)
            throw new ArgumentException($"no entry point {entryPoint}; expected one of {string.Join(", ", EntryPoints.Select(candidate => candidate.Name))}");

        var call = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        string input = call + ".in", output = call + ".out";
        try
        {
            CallFile.Write(input, number, EntryPoints[number], arguments);
            ToolProcess.Run(_tools.Emulator, [Executable, input, output], limit).EnsureSuccess();
            return CallFile.Read(output, EntryPoints[number], arguments);
        }
        finally
        {
            File.Delete(input);
            File.Delete(output);
        }
    }

    /// <summary>The machine code of a method, an entry point or one that was compiled because an entry point calls it.</summary>
    /// <param name="method"><c>Namespace.Type.Method</c>, nested types joined by <c>+</c>; of overloads only entry points can be told apart.</param>
    /// <param name="assembly">The name of the assembly it is from; the compiled text without.</param>
    /// <exception cref="ArgumentException">There is no such method, or it was inlined everywhere.</exception>
    public MachineFunction Disassemble(string method, string? assembly = null)
    {
        var symbol = EntryPoints.FirstOrDefault(entryPoint => entryPoint.Name == method)?.ExportedSymbol ?? Symbols.Of(assembly ?? _assemblyName, method);
        // A generic method is compiled for its one argument.
        var instance = _listing.Value.SymbolsWithPrefix($"{symbol}<").FirstOrDefault();
        return _listing.Value.Function(instance ?? symbol) ?? throw new ArgumentException(
            $"no machine code for {method} ({symbol}); there is code for {string.Join(", ", _listing.Value.SymbolsWithPrefix(Symbols.OfAssembly(_assemblyName)))}");
    }

    /// <summary>Deletes the program's files, unless <c>NETGEN_ARM64_KEEP=1</c> asks to keep them for a closer look.</summary>
    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable("NETGEN_ARM64_KEEP") != "1") Directory.Delete(_folder, recursive: true);
    }

    private static Arm64Program Build(
        Arm64Toolchain tools, IReadOnlyList<string> entryPoints, IReadOnlyList<string> references, string? instructionSets, Func<string, string> assemblyIn)
    {
        var folder = Directory.CreateTempSubdirectory("netgen-arm64-").FullName;
        var program = new Arm64Program(tools, folder);
        try
        {
            var assembly = assemblyIn(folder);
            program._assemblyName = Path.GetFileNameWithoutExtension(assembly);
            var exported = Path.Combine(folder, Path.GetFileName(assembly));
            program.EntryPoints = EntryPointExporter.Export(assembly, exported, entryPoints);
            NativeCompiler.Compile(tools, exported, references, program.ObjectFile, instructionSets);
            NativeCompiler.Link(tools, DriverSource.Write(folder, program.EntryPoints), program.ObjectFile, program.Executable);
            return program;
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }
}
