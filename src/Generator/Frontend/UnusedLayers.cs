using NetGen.Generator.Model;

namespace NetGen.Generator.Frontend;

/// <summary>Finds layers and inputs whose value nothing takes; the compiler drops them.</summary>
internal static class UnusedLayers
{
    public static void Report(Expansion expansion, ParseContext context)
    {
        var elements = expansion.Elements;
        var used = new HashSet<string>(elements.SelectMany(References), StringComparer.Ordinal);
        // Without outputs, the last layer is the output.
        var last = elements.LastOrDefault(element => element.Role == ElementRole.Layer);
        if (last is not null && elements.All(element => element.Role != ElementRole.Output)) used.Add(last.Name!);
        foreach (var element in elements)
        {
            if (element.Role is ElementRole.Input or ElementRole.Layer && !used.Contains(element.Name!))
                context.Report(new Finding("NG0201", expansion.Places[element.Position], new([element.Name!])));
        }
    }

    private static IEnumerable<string> References(ElementSpec element)
    {
        var others = element.Arguments.FirstOrDefault(argument => argument.Name == MetadataNames.Arguments.Others)?.Value.Texts ?? default;
        return element.From is { } from ? others.Append(from) : others;
    }
}
