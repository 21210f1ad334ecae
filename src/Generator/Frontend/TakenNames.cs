using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Support;

namespace NetGen.Generator.Frontend;

/// <summary>The names that the compiler gives to members of a network's class: neither the class nor a member of its author may have one.</summary>
internal static class TakenNames
{
    /// <summary>Methods, beside which the author may declare overloads with other parameters.</summary>
    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal)
    {
        "Create", "Evaluate", "Forward", "Gradient", "Load", "Save", "Train",
    };

    private static readonly HashSet<string> Others = new(StringComparer.Ordinal)
    {
        "AdvSimdKernels", "Avx2Kernels", "Avx512Kernels", "BufferLength", "Buffers", "CreateWorkspace", "Description", "ForwardFlops", "ForwardMacs", "Info",
        "InputLength", "Kernels", "LabelLength", "Layers", "OutputLength", "ParameterCount", "ParameterLength", "Parameters", "PortableKernels", "RandomSeed",
        "RandomStep", "TargetLength", "Threads", "Workspace", "WorkspaceLength", "_shell",
    };

    private const string Step = "Step";

    /// <summary>Further members of a network of sequences; another may have its own.</summary>
    private static readonly HashSet<string> OfSequences = new(StringComparer.Ordinal) { "State", Step, "Steps", "_sequences" };

    /// <summary>Whether emitted code may declare a member of this name.</summary>
    public static bool Contains(string name, bool isSequence) =>
        Methods.Contains(name) || Others.Contains(name) || EmittedAlias.Types.Contains(name) || (isSequence && OfSequences.Contains(name));

    /// <summary>Reports what keeps the compiler's members out of the class: its own name, a member, a constructor.</summary>
    public static void Check(INamedTypeSymbol type, TypeDeclarationSyntax node, ParseContext context)
    {
        var isSequence = IsSequence(type);
        if (Contains(type.Name, isSequence))
        {
            var place = SourceLocation.Of(node.Identifier.GetLocation());
            context.Report(new Finding("NG0012", place, $"A network cannot be called {type.Name}, because the compiler adds a member of this name to it; rename the class"));
            return;
        }

        for (var host = type.ContainingType; host is not null; host = host.ContainingType)
        {
            // Inside of the network's class such a name means the compiler's own type, inside of some of its methods their type parameter TSink.
            if (host.TypeParameters.FirstOrDefault(p => Contains(p.Name, isSequence) || p.Name == "TSink") is not { } parameter) continue;
            context.Report(new Finding("NG0012", SourceLocation.Of(node.Identifier.GetLocation()), $"The type parameter {parameter.Name} of {host.Name} is called as a type that the compiler adds to {type.Name}; rename it"));
            return;
        }

        foreach (var member in type.GetMembers())
        {
            if (ReasonAgainst(member, type) is not { } reason) continue;
            var location = member.Locations.FirstOrDefault(l => l.IsInSource) ?? node.Identifier.GetLocation();
            context.Report(new Finding("NG0012", SourceLocation.Of(location), reason));
            return;
        }
    }

    private static string? ReasonAgainst(ISymbol member, INamedTypeSymbol type)
    {
        if (member is IMethodSymbol { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: false } constructor) return Against(constructor, type);
        if (member.IsImplicitlyDeclared || !Contains(member.Name, IsSequence(type))) return null;
        if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method && (Methods.Contains(member.Name) || member.Name == Step) && !MayClash(method)) return null;
        // Accessors stand under the names of their properties.
        return $"{type.Name} cannot have a member {member.Name} of its own, because the compiler adds one of this name; rename yours";
    }

    private static bool IsSequence(INamedTypeSymbol type) => type.GetAttributes().Any(a => a.AttributeClass?.Name == "InputAttribute" && a.NamedArguments.Any(argument => argument.Key == "Steps"));

    private static string? Against(IMethodSymbol constructor, INamedTypeSymbol type)
    {
        if (constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is TypeDeclarationSyntax)
            return $"{type.Name} cannot have a primary constructor, because the compiler adds {type.Name}(int seed), which cannot call it; declare properties to set instead";
        return constructor.Parameters.Length == 1 && constructor.Parameters[0].Type.SpecialType == SpecialType.System_Int32
            ? $"{type.Name} cannot have a constructor {type.Name}(int) of its own, because the compiler adds {type.Name}(int seed); take another parameter, too"
            : null;
    }

    /// <summary>Whether a method may have the parameters of the compiler's: all of them are of its kinds of types.</summary>
    private static bool MayClash(IMethodSymbol method) => !method.Parameters.IsEmpty && method.Parameters.All(p => p.Type.TypeKind == TypeKind.Error || (method.Name switch
    {
        "Create" => p.Type.Name is "Int32",
        "Load" or "Save" => p.Type.Name is "String" or "Stream" or "ReadOnlySpan",
        _ => p.Type.Name is "Span" or "ReadOnlySpan" or "Workspace" or "State" or "Optimizer",
    }));
}
