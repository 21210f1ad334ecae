using NetGen.Data;
using Xunit;

namespace NetGen.Tests.Data;

/// <summary>What one table's text means holds for another one: classes, categories, means.</summary>
public sealed class CsvEncodingTests
{
    private const string Train = "size,colour,class\n1,red,cat\n2,green,dog\n6,blue,eel\n";
    private static readonly CsvOptions s_oneHot = new() { Categories = CategoryColumns.OneHot };

    [Fact]
    public void Classes_and_categories_of_the_training_table_hold_for_another()
    {
        var train = Read(Train, s_oneHot).WithLabels(^1, out var encoding);
        var test = Read("size,colour,class\n3,red,eel\n4,red,cat\n", s_oneHot).WithLabels(^1, encoding);
        Assert.Equal([0, 1, 2], train.Labels.ToArray());
        Assert.Equal([2, 0], test.Labels.ToArray());
        Assert.Equal(["size", "colour=blue", "colour=green", "colour=red"], encoding.FeatureNames);
        Assert.Equal([3, 0, 0, 1, 4, 0, 0, 1], test.Inputs.ToArray());
        Assert.Equal(train.FeatureNames, test.FeatureNames);
        Assert.Equal(["cat", "dog", "eel"], test.ClassNames);
    }

    [Fact]
    public void What_the_training_table_did_not_hold_is_refused_with_what_it_held()
    {
        Read(Train, s_oneHot).WithLabels(^1, out var encoding);
        var problem = Assert.Throws<InvalidDataException>(() => Read("size,colour,class\n3,red,fox\n", s_oneHot).WithLabels(^1, encoding));
        Assert.Contains("Line 2, column 'class': 'fox' is an unknown class; known are cat, dog, eel", problem.Message, StringComparison.Ordinal);
        problem = Assert.Throws<InvalidDataException>(() => Read("size,colour,class\n3,pink,cat\n", s_oneHot).WithLabels(^1, encoding));
        Assert.Contains("'pink' is an unknown category; known are blue, green, red", problem.Message, StringComparison.Ordinal);
        var zeros = Read("size,colour,class\n3,pink,cat\n", s_oneHot with { UnknownCategories = UnknownCategories.Zeros }).WithLabels(^1, encoding);
        Assert.Equal([3, 0, 0, 0], zeros.Inputs.ToArray());
        problem = Assert.Throws<InvalidDataException>(() => Read("size,colour,class\nbig,red,cat\n", s_oneHot).WithLabels(^1, encoding));
        Assert.Contains("'big' is not a number", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_that_are_numbers_are_categories_where_the_training_table_had_categories()
    {
        Read("x,y\na,0\n1,1\n", s_oneHot).WithLabels(^1, out var encoding);
        Assert.Equal([1, 0], Read("x,y\n1,1\n", s_oneHot).WithLabels(^1, encoding).Inputs.ToArray());
    }

    [Fact]
    public void Missing_values_become_the_means_of_the_training_table()
    {
        var options = new CsvOptions { MissingValues = MissingValues.ColumnMean };
        Read("x,y\n1,0\n3,1\n", options).WithTargets(^1, out var encoding);
        Assert.Equal([2, 100], Read("x,y\n?,0\n100,1\n", options).WithTargets(^1, encoding).Inputs.ToArray());
    }

    [Fact]
    public void Classes_may_be_given()
    {
        var options = new CsvOptions { Classes = ["eel", "cat", "dog"] };
        Assert.Equal([1, 0], Read("x,y\n1,cat\n2,eel\n", options).WithLabels(^1).Labels.ToArray());
        Assert.Contains("known are eel, cat, dog", Assert.Throws<InvalidDataException>(() => Read("x,y\n1,fox\n", options).WithLabels(^1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Read("x,y\n1,a\n", new CsvOptions { Classes = ["a", "a"] }).WithLabels(^1));
    }

    [Fact]
    public void Other_columns_are_refused()
    {
        Read(Train, s_oneHot).WithLabels(^1, out var encoding);
        Assert.Contains("size, colour, class", Assert.Throws<ArgumentException>(() => Read("size,class\n3,cat\n").WithLabels(^1, encoding)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Read("colour,size,class\nred,3,cat\n").WithLabels(^1, encoding));
        Assert.Throws<ArgumentException>(() => Read(Train).WithLabels(0, encoding));
        Assert.Throws<ArgumentException>(() => Read(Train).WithTargets(^1, encoding));
        Assert.Throws<ArgumentNullException>(() => Read(Train).WithLabels(^1, null!));
        Assert.Equal([1], Read("5,red,dog\n").WithLabels(^1, encoding).Labels.ToArray());
    }

    [Fact]
    public void A_scaler_of_the_training_samples_fits_those_of_the_encoding()
    {
        var train = Read(Train, s_oneHot).WithLabels(^1, out var encoding);
        var test = Read("size,colour,class\n6,red,eel\n", s_oneHot).WithLabels(^1, encoding);
        Assert.Equal([1, 0, 0, 1], MinMaxScaler.Fit(train).Transform(test).Inputs.ToArray());
        Assert.Equal(4, StandardScaler.Fit(train).Transform(test).InputLength);
    }

    private static CsvTable Read(string text, CsvOptions? options = null) => CsvReader.Read(new StringReader(text), options);
}
