namespace NetGen.Generator.Graph;

/// <summary>
/// A number was needed of an extent that is the length of a named axis. Layers that compute with numbers need no check of their own: whoever lowers them
/// reports this on their attribute.
/// </summary>
internal sealed class NamedExtentException(NamedAxis axis) : InvalidOperationException($"The length of axis {axis} is known only when the network runs.")
{
    public NamedAxis Axis { get; } = axis;
}
