using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace NetGen.Build;

/// <summary>Finds the layer tables that the compiler left on the networks of an assembly. The assembly is read, never loaded.</summary>
internal static class NetworkSummaries
{
    private const string Attribute = "NetworkSummaryAttribute";
    private const string Namespace = "NetGen";

    /// <summary>The networks by full name, in ordinal order.</summary>
    /// <exception cref="BadImageFormatException">The file is not a managed assembly.</exception>
    public static SortedDictionary<string, string> Of(string assembly)
    {
        var summaries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var image = new PEReader(File.OpenRead(assembly));
        var metadata = image.GetMetadataReader();
        foreach (var handle in metadata.CustomAttributes)
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Parent.Kind != HandleKind.TypeDefinition || !IsSummary(metadata, attribute.Constructor)) continue;

            // The value of an attribute: two bytes of prologue, then its one argument.
            var value = metadata.GetBlobReader(attribute.Value);
            value.ReadUInt16();
            summaries[FullName(metadata, (TypeDefinitionHandle)attribute.Parent)] = value.ReadSerializedString() ?? "";
        }

        return summaries;
    }

    private static bool IsSummary(MetadataReader metadata, EntityHandle constructor)
    {
        if (constructor.Kind != HandleKind.MemberReference) return false;
        var parent = metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent;
        if (parent.Kind != HandleKind.TypeReference) return false;
        var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
        return metadata.StringComparer.Equals(type.Name, Attribute) && metadata.StringComparer.Equals(type.Namespace, Namespace);
    }

    private static string FullName(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = metadata.GetString(type.Name);
        if (!type.GetDeclaringType().IsNil) return $"{FullName(metadata, type.GetDeclaringType())}.{name}";
        return type.Namespace.IsNil ? name : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
