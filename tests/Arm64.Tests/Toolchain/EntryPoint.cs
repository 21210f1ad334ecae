using Mono.Cecil;

namespace NetGen.Arm64.Tests.Toolchain;

/// <summary>One parameter of an entry point: a buffer behind a reference, or a number by value.</summary>
public sealed record EntryParameter(string Name, ElementKind Element, bool IsBuffer)
{
    /// <summary>The parameter's type as C# writes it.</summary>
    public string CSharp => IsBuffer ? $"ref {Element.CSharp}" : Element.CSharp;

    /// <summary>The parameter's type as the C driver sees it.</summary>
    public string C => IsBuffer ? $"{Element.C} *" : Element.C;
}

/// <summary>A static method that the C driver calls.</summary>
/// <param name="Name"><c>Namespace.Type.Method</c>, with the parameter types in parentheses when it is overloaded.</param>
/// <param name="ExportedSymbol">The name it has for the linker.</param>
/// <param name="Parameters">What it takes.</param>
/// <param name="Result">What it returns; null for <c>void</c>.</param>
public sealed record EntryPoint(string Name, string ExportedSymbol, IReadOnlyList<EntryParameter> Parameters, ElementKind? Result)
{
    /// <summary>The declaration as C# writes it.</summary>
    public override string ToString() =>
        $"{Result?.CSharp ?? "void"} {Name}({string.Join(", ", Parameters.Select(parameter => $"{parameter.CSharp} {parameter.Name}"))})";

    /// <summary>Describes a method as an entry point.</summary>
    /// <exception cref="ArgumentException">C cannot call it; the message names the parameter or property in the way.</exception>
    internal static EntryPoint Describe(string name, string exportedSymbol, MethodDefinition method)
    {
        if (!method.IsStatic || method.HasGenericParameters || method.DeclaringType.HasGenericParameters)
            throw new ArgumentException($"{name} cannot be an entry point: expected a static method that is not generic");

        var result = method.ReturnType.MetadataType == MetadataType.Void ? null : ElementKind.Of(method.ReturnType)
            ?? throw new ArgumentException($"{name} returns {method.ReturnType.FullName}; expected void or a number");
        return new EntryPoint(name, exportedSymbol, [.. method.Parameters.Select(Parameter)], result);

        EntryParameter Parameter(ParameterDefinition parameter)
        {
            var type = parameter.ParameterType;
            var target = type is ByReferenceType or PointerType ? type.GetElementType() : type;
            var element = ElementKind.Of(target) ?? throw new ArgumentException(
                $"{name} takes {type.FullName} {parameter.Name}; expected a number, or a reference or pointer to one");
            return new EntryParameter(parameter.Name, element, target != type);
        }
    }
}
