using System.Xml.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NetGen.Arm64.Tests.Toolchain;

/// <summary>
/// Makes the x64 build of .NET's core library fit for compiling arm64 code. That build answers every <c>System.Runtime.Intrinsics.Arm</c>
/// call with <see cref="PlatformNotSupportedException"/>; the arm64 build marks the same methods as intrinsics whose body is a call to itself,
/// which the code generator replaces by the instruction. The patch turns the one form into the other, and likewise makes the x86 classes
/// say that they are not supported.
/// </summary>
public static class CoreLibPatcher
{
    private const string CoreLib = "System.Private.CoreLib.dll";
    private const string ArmNamespace = "System.Runtime.Intrinsics.Arm";
    private const string X86Namespace = "System.Runtime.Intrinsics.X86";
    private const string IsSupported = "get_IsSupported";

    // Part of the cache's name: raise it whenever the patch changes.
    private const string Revision = "3";

    private static readonly Lock s_gate = new();

    /// <summary>The compiler's core libraries with the patched one in place of the original; made once and cached by package version.</summary>
    public static IReadOnlyList<string> PatchedCoreAssemblies(Arm64Toolchain tools)
    {
        var version = Path.GetFileName(tools.CompilerPackage);
        var folder = Path.Combine(Arm64Toolchain.CacheDirectory, $"core-{version}-{Revision}");
        lock (s_gate)
        {
            if (!Directory.Exists(folder)) Create(tools, folder);
        }

        return [.. tools.CoreAssemblies.Select(path => Path.Combine(folder, Path.GetFileName(path)))];
    }

    private static void Create(Arm64Toolchain tools, string folder)
    {
        // Written aside and renamed, so that another test process never sees half of it.
        var aside = $"{folder}.{Environment.ProcessId}";
        Directory.CreateDirectory(aside);
        foreach (var path in tools.CoreAssemblies)
        {
            var copy = Path.Combine(aside, Path.GetFileName(path));
            if (Path.GetFileName(path) == CoreLib) Patch(path, copy);
            else File.Copy(path, copy);
        }

        try
        {
            Directory.Move(aside, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(aside, recursive: true); // another process was faster
        }
    }

    /// <summary>Writes a copy of the core library at <paramref name="source"/> whose Arm intrinsics are intrinsics.</summary>
    /// <returns>The number of methods changed.</returns>
    public static int Patch(string source, string destination)
    {
        using var module = ModuleDefinition.ReadModule(source);
        var intrinsic = IntrinsicConstructor(module);
        var changed = 0;
        foreach (var type in TypesOf(module, ArmNamespace))
        {
            Mark(type, intrinsic);
            foreach (var method in type.Methods.Where(method => method.IsStatic && method.IsPublic && method.HasBody))
            {
                Mark(method, intrinsic);
                CallItself(method);
                changed++;
            }
        }

        if (changed == 0)
            throw new InvalidOperationException($"no methods of {ArmNamespace} in {source}; expected .NET's {CoreLib}");
        foreach (var question in TypesOf(module, X86Namespace).SelectMany(type => type.Methods).Where(method => method.Name == IsSupported))
            ReturnFalse(question);
        DropSubstitutions(module);
        module.Write(destination);
        return changed;
    }

    private static MethodDefinition IntrinsicConstructor(ModuleDefinition module) =>
        module.GetType("System.Runtime.CompilerServices.IntrinsicAttribute")?.Methods.Single(method => method.IsConstructor && !method.IsStatic)
        ?? throw new InvalidOperationException($"{module.FileName} has no IntrinsicAttribute; expected .NET's {CoreLib}");

    private static IEnumerable<TypeDefinition> TypesOf(ModuleDefinition module, string @namespace) =>
        module.Types.Where(type => type.Namespace == @namespace && type.IsClass).SelectMany(WithNested);

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) =>
        type.NestedTypes.Where(nested => nested.IsClass && nested.IsNestedPublic).SelectMany(WithNested).Prepend(type);

    private static void Mark(ICustomAttributeProvider member, MethodDefinition intrinsic)
    {
        if (member.CustomAttributes.All(attribute => attribute.AttributeType.FullName != intrinsic.DeclaringType.FullName))
            member.CustomAttributes.Add(new CustomAttribute(intrinsic));
    }

    private static void ReturnFalse(MethodDefinition method)
    {
        var il = (method.Body = new MethodBody(method)).GetILProcessor();
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ret);
    }

    // The library also tells the compiler, in an embedded file, which properties are false on its own platform. Left in, the compiler would drop
    // what stands behind AdvSimd.IsSupported while the code generator, which knows better, keeps going there.
    private static void DropSubstitutions(ModuleDefinition module)
    {
        const string Name = "ILLink.Substitutions.xml";
        var resource = module.Resources.OfType<EmbeddedResource>().Single(resource => resource.Name == Name);
        using var text = resource.GetResourceStream();
        var substitutions = XDocument.Load(text);
        substitutions.Descendants("type")
            .Where(type => type.Attribute("fullname")?.Value is { } name
                && (name == "System.Runtime.Intrinsics.Vector64" || name.StartsWith(ArmNamespace + ".", StringComparison.Ordinal)))
            .Remove();
        using var changed = new MemoryStream();
        substitutions.Save(changed);
        module.Resources.Remove(resource);
        module.Resources.Add(new EmbeddedResource(Name, resource.Attributes, changed.ToArray()));
    }

    private static void CallItself(MethodDefinition method)
    {
        var body = method.Body = new MethodBody(method);
        var il = body.GetILProcessor();
        foreach (var parameter in method.Parameters) il.Emit(OpCodes.Ldarg, parameter);
        il.Emit(OpCodes.Call, SelfReference(method));
        il.Emit(OpCodes.Ret);
    }

    private static MethodReference SelfReference(MethodDefinition method)
    {
        if (!method.HasGenericParameters) return method;
        var self = new GenericInstanceMethod(method);
        foreach (var parameter in method.GenericParameters) self.GenericArguments.Add(parameter);
        return self;
    }
}
