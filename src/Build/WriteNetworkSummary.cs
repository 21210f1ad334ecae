using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace NetGen.Build;

/// <summary>Writes the layer tables of an assembly's networks as Markdown: into one file, or one file per network into a folder.</summary>
public sealed class WriteNetworkSummary : Microsoft.Build.Utilities.Task
{
    /// <summary>The compiled assembly.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>A path that ends in <c>.md</c> is one file for all networks; any other is a folder.</summary>
    [Required]
    public string Destination { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            var summaries = NetworkSummaries.Of(Assembly);
            var isFile = Destination.EndsWith(".md", StringComparison.OrdinalIgnoreCase);
            if (isFile) Write(Destination, string.Join("\n", summaries.Select(network => Section(network.Key, network.Value))));
            else foreach (var network in summaries) Write(Path.Combine(Destination, network.Key + ".md"), Section(network.Key, network.Value));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or NotSupportedException)
        {
            Log.LogError(
                subcategory: null, "NG0402", helpKeyword: null, file: null, 0, 0, 0, 0,
                "The summary of the networks cannot be written to '{0}': {1}", Destination, e.Message);
            return false;
        }
    }

    private static string Section(string network, string table) => $"# {network}\n\n{table}";

    // A file that already says this keeps its time stamp, so that what depends on it is not built again.
    private void Write(string path, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (File.Exists(path) && File.ReadAllBytes(path).SequenceEqual(bytes)) return;
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is not null) Directory.CreateDirectory(folder);
        File.WriteAllBytes(path, bytes);
        Log.LogMessage(MessageImportance.High, "NetGen: wrote {0}", path);
    }
}
