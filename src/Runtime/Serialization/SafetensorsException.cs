using System.Text;

namespace NetGen.Serialization;

/// <summary>A safetensors file is broken, or does not fit the network it is loaded into.</summary>
public sealed class SafetensorsException : Exception
{
    private const int ShownMismatches = 20;

    /// <summary>One message for all mismatches.</summary>
    /// <param name="subject">What was read and against what, as the beginning of a sentence.</param>
    /// <param name="mismatches">Everything that is wrong, one sentence each.</param>
    public SafetensorsException(string subject, IReadOnlyList<string> mismatches)
        : base(Compose(subject, mismatches)) => Mismatches = mismatches;

    /// <summary>Everything that is wrong, one sentence each. The message shows the first of them.</summary>
    public IReadOnlyList<string> Mismatches { get; }

    private static string Compose(string subject, IReadOnlyList<string> mismatches)
    {
        ArgumentNullException.ThrowIfNull(mismatches);
        if (mismatches.Count == 1) return $"{subject}: {mismatches[0]}";
        var text = new StringBuilder($"{subject}: {mismatches.Count} mismatches.");
        for (var i = 0; i < Math.Min(mismatches.Count, ShownMismatches); i++) text.Append("\n  ").Append(mismatches[i]);
        if (mismatches.Count > ShownMismatches) text.Append($"\n  … and {mismatches.Count - ShownMismatches} more.");
        return text.ToString();
    }
}
