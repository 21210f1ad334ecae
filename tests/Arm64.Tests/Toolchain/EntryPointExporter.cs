using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NetGen.Arm64.Tests.Toolchain;

/// <summary>
/// Gives chosen static methods of an assembly a linker name. The mark is the runtime's own: a method carrying
/// <c>System.Runtime.RuntimeExportAttribute</c> is compiled, kept and exported under that name with the managed calling convention, which for
/// references and numbers is the platform's C convention. No transition into managed code is generated, so no .NET runtime has to be there.
/// </summary>
internal static class EntryPointExporter
{
    /// <summary>Writes a copy of <paramref name="assembly"/> in which the named methods are exported.</summary>
    public static IReadOnlyList<EntryPoint> Export(string assembly, string destination, IReadOnlyList<string> names)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        var export = DefineExportAttribute(module);
        var entryPoints = new List<EntryPoint>();
        foreach (var name in names)
        {
            var method = Find(module, name);
            var entryPoint = EntryPoint.Describe(name, $"netgen_entry_{entryPoints.Count}", method);
            method.CustomAttributes.Add(new CustomAttribute(export)
            {
                ConstructorArguments = { new CustomAttributeArgument(module.TypeSystem.String, entryPoint.ExportedSymbol) },
            });
            entryPoints.Add(entryPoint);
        }

        module.Write(destination);
        return entryPoints;
    }

    private static MethodDefinition Find(ModuleDefinition module, string name)
    {
        var parenthesis = name.IndexOf('(', StringComparison.Ordinal);
        var path = parenthesis < 0 ? name : name[..parenthesis];
        var dot = path.LastIndexOf('.');
        if (dot <= 0) throw new ArgumentException($"\"{name}\" names no method; expected Namespace.Type.Method, nested types joined by +");

        var type = module.GetType(path[..dot].Replace('+', '/'))
            ?? throw new ArgumentException($"{module.Name} has no type {path[..dot]}; it has {string.Join(", ", module.GetTypes().Select(t => t.FullName).Where(t => t[0] != '<'))}");
        var overloads = type.Methods.Where(method => method.Name == path[(dot + 1)..]).ToList();
        var found = parenthesis < 0 ? overloads : overloads.FindAll(method => Signature(method) == name[parenthesis..].Replace(" ", "", StringComparison.Ordinal));
        return found.Count == 1 ? found[0] : throw new ArgumentException(
            $"\"{name}\" fits {found.Count} methods; {path[..dot]} has {string.Join(", ", type.Methods.Select(method => method.Name + Signature(method)))}");
    }

    // Metadata notation without namespaces: (Single&,Int32).
    private static string Signature(MethodDefinition method) => $"({string.Join(',', method.Parameters.Select(parameter => parameter.ParameterType.Name))})";

    // The compiler knows the attribute by its full name alone; the one in the core library is internal.
    private static MethodDefinition DefineExportAttribute(ModuleDefinition module)
    {
        var core = module.TypeSystem.CoreLibrary;
        var attribute = new TypeReference("System", "Attribute", module, core);
        var type = new TypeDefinition("System.Runtime", "RuntimeExportAttribute", TypeAttributes.NotPublic | TypeAttributes.Sealed, attribute);
        var constructor = new MethodDefinition(
            ".ctor", MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName, module.TypeSystem.Void);
        constructor.Parameters.Add(new ParameterDefinition("symbol", ParameterAttributes.None, module.TypeSystem.String));
        var il = constructor.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, new MethodReference(".ctor", module.TypeSystem.Void, attribute) { HasThis = true });
        il.Emit(OpCodes.Ret);
        type.Methods.Add(constructor);
        module.Types.Add(type);
        return constructor;
    }
}
