using NetGen.Data;
using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Data;

/// <summary>The readers read the well-known data sets, where these are at hand.</summary>
public sealed class ReferenceDataTests
{
    [Fact]
    public void Mnist_is_complete()
    {
        var folder = FolderOrSkip("mnist");
        var data = IdxReader.ReadDataset(Path.Combine(folder, "t10k-images-idx3-ubyte.gz"), Path.Combine(folder, "t10k-labels-idx1-ubyte.gz"));
        Assert.Equal((10000, 784), (data.Count, data.InputLength));
        // The published frequencies of the ten digits in the test set.
        Assert.Equal([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009], Enumerable.Range(0, 10).Select(digit => data.Labels.Count(digit)));
    }

    [Fact]
    public void Cifar_records_have_ten_classes()
    {
        var files = Directory.GetFiles(FolderOrSkip("cifar10-subset"), "*.gz");
        var data = CifarReader.Read(files);
        Assert.Equal(3072, data.InputLength);
        Assert.Equal(Enumerable.Range(0, 10), data.Labels.ToArray().Distinct().Order());
    }

    [Theory]
    [InlineData("iris.csv", 150, 4, 3)]
    [InlineData("sonar.csv", 208, 60, 2)]
    [InlineData("ionosphere.csv", 351, 34, 2)]
    [InlineData("breast-cancer-wisconsin.csv", 683, 9, 2)]
    [InlineData("wine.csv", 178, 13, 3)]
    [InlineData("wheat-seeds.csv", 210, 7, 3)]
    public void Tables_of_the_field_are_read(string name, int samples, int features, int classes)
    {
        var table = CsvReader.Read(Path.Combine(FolderOrSkip("tabular"), name), new CsvOptions { MissingValues = MissingValues.SkipRow });
        var data = table.WithLabels(^1);
        Assert.Equal((samples, features, classes), (data.Count, data.InputLength, data.ClassNames.Count));
    }

    [Fact]
    public void Abalone_needs_its_text_column_one_hot()
    {
        var path = Path.Combine(FolderOrSkip("tabular"), "abalone.csv");
        var data = CsvReader.Read(path, new CsvOptions { Categories = CategoryColumns.OneHot }).WithTargets(^1);
        Assert.Equal((4177, 10), (data.Count, data.InputLength));
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(1, data.Input(i)[..3].ToArray().Sum()));
    }

    private static string FolderOrSkip(string name)
    {
        var folder = GoldenFile.Folder is { } goldens ? Path.Combine(goldens, "..", "datasets", name) : null;
        Assert.SkipUnless(Directory.Exists(folder), "The reference data are not here; NETGEN_REFERENCE_DATA names their folder.");
        return folder!;
    }
}
