using NetGen.Data;
using Xunit;

namespace NetGen.Tests.Data;

public sealed class CsvReaderTests
{
    [Fact]
    public void Quoted_cells_hold_separators_quotes_and_line_breaks()
    {
        var table = Read("name,value\r\n\"a, \"\"b\"\"\nc\" , 1\r\n  plain  ,2\n\n");
        Assert.Equal(["name", "value"], table.ColumnNames);
        Assert.Equal(2, table.RowCount);
        Assert.Equal("a, \"b\"\nc", table[0, 0]);
        Assert.Equal("plain", table[1, 0]);
        Assert.Equal("2", table[1, 1]);
    }

    [Fact]
    public void Labels_are_ranks_of_their_text()
    {
        var data = Read("5.1,3.5,setosa\n4.9,3.0,virginica\n4.7,3.2,setosa\n1,2,versicolor").WithLabels(^1);
        Assert.Equal([0, 2, 0, 1], data.Labels.ToArray());
        Assert.Equal(["setosa", "versicolor", "virginica"], data.ClassNames);
        Assert.Equal([4.9f, 3.0f], data.Input(1).ToArray());
    }

    [Fact]
    public void Numeric_labels_are_ordered_by_value()
    {
        var data = Read("1,10\n2,9\n3,100").WithLabels(^1);
        Assert.Equal(["9", "10", "100"], data.ClassNames);
        Assert.Equal([1, 0, 2], data.Labels.ToArray());
    }

    [Fact]
    public void A_label_may_stand_in_any_column_and_columns_may_be_ignored()
    {
        var table = Read("id,class,x\n17,b,0.5\n18,a,1.5", new CsvOptions { Ignore = ["id"] });
        var data = table.WithLabels(table.Column("class"));
        Assert.Equal(["x"], data.FeatureNames);
        Assert.Equal([0.5f, 1.5f], data.Inputs.ToArray());
        Assert.Equal([1, 0], data.Labels.ToArray());
    }

    [Fact]
    public void Targets_are_numbers()
    {
        var data = Read("1;2;3.5\n4;5;-6e1", new CsvOptions { Separator = ';' }).WithTargets(^1);
        Assert.Equal([3.5f, -60], data.Targets.ToArray());
        Assert.Equal(2, data.InputLength);
    }

    [Fact]
    public void A_header_is_known_by_having_no_number_and_can_be_forced()
    {
        Assert.Equal(2, Read("a,b\n1,2\n3,4").RowCount);
        Assert.Equal(3, Read("a,1\nb,2\nc,3").RowCount);
        Assert.Equal(3, Read("?,x\n1,2\n3,4").RowCount);
        Assert.Equal(["1", "2"], Read("1,2\n3,4", new CsvOptions { HasHeader = true }).ColumnNames);
        Assert.Equal(2, Read("a,b\nc,d", new CsvOptions { HasHeader = false }).RowCount);
    }

    [Fact]
    public void Missing_values_are_refused_skipped_averaged_or_marked()
    {
        const string Text = "1,10,a\n?,20,b\n4,,a\n";
        Assert.Contains("Line 2, column '0'", Assert.Throws<InvalidDataException>(() => Read(Text).WithLabels(^1)).Message, StringComparison.Ordinal);
        Dataset With(MissingValues policy) => Read(Text, new CsvOptions { MissingValues = policy }).WithLabels(^1);
        Assert.Equal([1, 10], With(MissingValues.SkipRow).Inputs.ToArray());
        Assert.Equal([1, 10, 2.5f, 20, 4, 15], With(MissingValues.ColumnMean).Inputs.ToArray());
        Assert.Equal([1, 10, float.NaN, 20, 4, float.NaN], With(MissingValues.NaN).Inputs.ToArray());
        Assert.Throws<InvalidDataException>(() => Read("1,a\n2,?\n", new CsvOptions { MissingValues = MissingValues.ColumnMean }).WithLabels(^1));
    }

    [Fact]
    public void Text_columns_are_refused_or_become_one_hot()
    {
        const string Text = "M,0.5,15\nF,0.25,7\nI,0.75,9\nM,1,3\n";
        var problem = Assert.Throws<InvalidDataException>(() => Read(Text).WithTargets(^1));
        Assert.Contains("'M' is not a number", problem.Message, StringComparison.Ordinal);
        var data = Read(Text, new CsvOptions { Categories = CategoryColumns.OneHot }).WithTargets(^1);
        Assert.Equal(["0=F", "0=I", "0=M", "1"], data.FeatureNames);
        Assert.Equal([0, 0, 1, 0.5f], data.Input(0).ToArray());
        Assert.Equal([0, 1, 0, 0.75f], data.Input(2).ToArray());
    }

    [Theory]
    [InlineData("1,2\n3\n", "Line 2 has 1 cells, but line 1 has 2")]
    [InlineData("\"open,1\n2,3\n", "never closed")]
    [InlineData("\"a\"b,1\n", "doubled")]
    [InlineData("", "no rows")]
    [InlineData("a,b\n", "header, but no rows")]
    public void Malformed_text_is_refused_with_the_line(string text, string reason)
        => Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Unknown_columns_are_named_with_those_that_exist()
    {
        Assert.Contains("a, b", Assert.Throws<ArgumentException>(() => Read("a,b\n1,2").Column("c")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Read("a,b\n1,2", new CsvOptions { Ignore = ["z"] }).WithLabels(^1));
    }

    private static CsvTable Read(string text, CsvOptions? options = null) => CsvReader.Read(new StringReader(text), options);
}
