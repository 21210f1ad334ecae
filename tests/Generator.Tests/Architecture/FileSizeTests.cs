using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Architecture;

/// <summary>One idea a file: a file of more than 400 lines has probably two.</summary>
public sealed class FileSizeTests
{
    private const int Limit = 400;

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    [InlineData("samples")]
    [InlineData("benchmarks")]
    public void No_file_is_longer_than_four_hundred_lines(string folder)
    {
        var root = RepositoryRoot.Combine();
        var tooLong = SourceTree.Files(RepositoryRoot.Combine(folder)).Where(file => File.ReadLines(file).Count() > Limit)
            .Select(file => Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/')).ToArray();
        Assert.Empty(tooLong);
    }

    [Fact]
    public void The_entry_point_of_a_sample_has_at_most_eighty_lines() => Assert.DoesNotContain(
        Directory.GetFiles(RepositoryRoot.Combine("samples"), "Program.cs", SearchOption.AllDirectories), file => File.ReadLines(file).Count() > 80);
}
