namespace NetGen.Generator.Model;

/// <summary>A fault of the compiler (never of its user) while it worked on one element; reported as NG9999 on that element's attribute.</summary>
/// <remarks>A pass that walks elements wraps what it catches in this, so that the report can name the layer.</remarks>
internal sealed class CompilerFault(ElementSpec element, Exception cause)
    : Exception($"{element.Kind} '{element.Name}': {cause.Message}", cause)
{
    public ElementSpec Element { get; } = element;
}
