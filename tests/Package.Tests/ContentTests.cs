using System.IO.Compression;
using System.Xml.Linq;
using Xunit;

namespace NetGen.Package.Tests;

/// <summary>One package holds everything, each part where its reader looks for it.</summary>
public sealed class ContentTests(PackedFeed feed)
{
    [Fact]
    public void Each_part_stands_where_its_reader_looks()
    {
        feed.Require();
        using var package = ZipFile.OpenRead(feed.Package);
        var files = package.Entries.Select(entry => entry.FullName).ToArray();
        string[] expected =
        [
            "analyzers/dotnet/cs/NetGen.Generator.dll", "buildTransitive/NetGen.props", "buildTransitive/NetGen.targets",
            "lib/net10.0/NetGen.Attributes.dll", "lib/net10.0/NetGen.Attributes.xml", "lib/net10.0/NetGen.Runtime.dll", "lib/net10.0/NetGen.Runtime.xml",
            "lib/net9.0/NetGen.Attributes.dll", "lib/net9.0/NetGen.Attributes.xml", "lib/net9.0/NetGen.Runtime.dll", "lib/net9.0/NetGen.Runtime.xml",
            "LICENSE", "README.md", "tasks/netstandard2.0/NetGen.Build.dll",
        ];
        string[] ofTheFormat = ["_rels/", "package/", "[Content_Types].xml", "NetGen.nuspec"];
        var own = files.Where(file => !ofTheFormat.Any(start => file.StartsWith(start, StringComparison.Ordinal)));
        Assert.Equal(expected.Order(StringComparer.Ordinal), own.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_depends_on_what_the_runtime_depends_on_and_on_nothing_else()
    {
        feed.Require();
        using var package = ZipFile.OpenRead(feed.Package);
        var specification = XDocument.Load(package.GetEntry("NetGen.nuspec")!.Open());
        var groups = specification.Descendants().Where(element => element.Name.LocalName == "group").ToArray();
        Assert.Equal(["net10.0", "net9.0"], groups.Select(group => group.Attribute("targetFramework")!.Value).Order(StringComparer.Ordinal));
        Assert.All(groups, group => Assert.Equal(["Spectre.Console"], group.Elements().Select(dependency => dependency.Attribute("id")!.Value)));
        Assert.Equal("MIT", specification.Descendants().Single(element => element.Name.LocalName == "license").Value);
    }
}
