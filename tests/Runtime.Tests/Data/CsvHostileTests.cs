using System.Diagnostics;
using System.Globalization;
using System.Text;
using NetGen.Data;
using Xunit;

namespace NetGen.Tests.Data;

/// <summary>Text that is no table, numbers that are none, and tables that cost more than they should.</summary>
public sealed class CsvHostileTests
{
    private static readonly string[] s_noValues = ["NaN", "nan", "-NaN", "Infinity", "-infinity", "inf", "+inf", "-INF", "1e999", "-1e39", "400000000000000000000000000000000000000"];

    public static TheoryData<string> NoValues => [.. s_noValues];

    [Theory]
    [MemberData(nameof(NoValues))]
    public void What_is_no_finite_number_is_a_missing_value(string text)
    {
        var table = $"x,z,y\n1,a,0\n{text},b,1\n3,a,0\n";
        Dataset With(MissingValues missing) =>
            Read(table, new CsvOptions { MissingValues = missing, Categories = CategoryColumns.OneHot }).WithLabels(^1);
        var problem = Assert.Throws<InvalidDataException>(() => With(MissingValues.Reject));
        Assert.Contains($"Line 3, column 'x': '{text}' is no value", problem.Message, StringComparison.Ordinal);
        Assert.Equal([1, 1, 3, 1], With(MissingValues.SkipRow).Inputs.ToArray());
        Assert.Equal([1, 1, 0, 2, 0, 1, 3, 1, 0], With(MissingValues.ColumnMean).Inputs.ToArray());
        Assert.Equal([1, 1, 0, float.NaN, 0, 1, 3, 1, 0], With(MissingValues.NaN).Inputs.ToArray());
    }

    [Theory]
    [MemberData(nameof(NoValues))]
    public void Targets_labels_and_headers_are_no_such_texts(string text)
    {
        Assert.Throws<InvalidDataException>(() => Read($"1,0\n2,{text}\n").WithTargets(^1));
        Assert.Throws<InvalidDataException>(() => Read($"1,0\n2,{text}\n").WithLabels(^1));
        Assert.Equal(2, Read($"{text},a\n1,b\n").RowCount);
    }

    [Fact]
    public void Words_that_only_look_like_numbers_are_categories()
    {
        var data = Read("x,y\nInfinite,0\nnano,1\ninfo,0\n", new CsvOptions { Categories = CategoryColumns.OneHot }).WithLabels(^1);
        Assert.Equal(["x=Infinite", "x=info", "x=nano"], data.FeatureNames);
    }

    [Fact]
    public void A_column_without_values_has_no_mean()
        => Assert.Contains("none to take a mean of", Assert.Throws<InvalidDataException>(
            () => Read("1,?,0\n2,?,1\n", new CsvOptions { MissingValues = MissingValues.ColumnMean }).WithLabels(^1)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_table_without_complete_rows_is_no_data_set()
        => Assert.Throws<InvalidDataException>(() => Read("1,?\n?,1\n", new CsvOptions { MissingValues = MissingValues.SkipRow }).WithLabels(^1));

    [Fact]
    public void Columns_that_do_not_exist_are_refused_with_those_that_do()
    {
        var table = Read("x,y\n1,0\n");
        foreach (var action in new Action[] { () => table.WithLabels(5), () => table.WithLabels(^3), () => table.WithTargets(2), () => table[0, 2].ToString(), () => table[0, -1].ToString() })
            Assert.Contains("x, y", Assert.Throws<ArgumentOutOfRangeException>(action).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => table[1, 0]);
    }

    [Fact]
    public void Names_that_occur_twice_cannot_be_asked_for()
    {
        var table = Read("a,a,1\n1,2,0\n", new CsvOptions { HasHeader = true, Ignore = ["1"] });
        Assert.Throws<ArgumentException>(() => table.Column("a"));

        // "1" is the name of the third column, so it is not the number of the second one.
        Assert.Equal(["a"], table.WithLabels(0).FeatureNames);
    }

    [Theory]
    [InlineData("a,b\r1,2\r3,4\r")]
    [InlineData("a,b\r\n1,2\r\n3,4")]
    [InlineData("a,b\n1,2\r3,4\r\n\n\r\r\n")]
    [InlineData("\uFEFFa,b\n1,2\n3,4\n")]
    public void All_ends_of_lines_and_a_byte_order_mark_are_understood(string text)
    {
        var table = Read(text);
        Assert.Equal(["a", "b"], table.ColumnNames);
        Assert.Equal((2, "4"), (table.RowCount, table[1, 1]));
    }

    [Fact]
    public void Quoted_text_is_kept_as_it_is_and_lines_are_counted()
    {
        Assert.Equal(" x\r\n\"y\" ", Read("a,b\n\" x\r\n\"\"y\"\" \",2\n")[0, 0]);
        Assert.Contains("Line 6 has 1", Assert.Throws<InvalidDataException>(() => Read("a,b\r\n\"1\r\n\r2\n\",2\r\n3\r\n")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\n1,\0\n", "NUL")]
    [InlineData("a,b\n1,\"x", "never closed")]
    [InlineData("a,b\n1,\"", "never closed")]
    [InlineData("\uFEFF", "no rows")]
    [InlineData("\n\r\n \n", "no rows")]
    public void Text_that_is_no_table_is_refused(string text, string reason)
        => Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_and_other_encodings_with_a_mark_read()
    {
        using var folder = new TemporaryFolder();
        var problem = Assert.Throws<InvalidDataException>(() => CsvReader.Read(folder.Write("latin", [(byte)'a', 0xE4, (byte)'\n', (byte)'b'])));
        Assert.Contains("UTF-8", problem.Message, StringComparison.Ordinal);
        Assert.Equal("ä", CsvReader.Read(folder.Write("utf16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("x,y\nä,1\n")]))[0, 0]);
    }

    [Fact]
    public void Separators_must_be_able_to_separate()
    {
        foreach (var separator in "\"\r\n\0") Assert.Throws<ArgumentException>(() => Read("1", new CsvOptions { Separator = separator }));
        Assert.Equal("2", Read("x\ty\n1\t2\n", new CsvOptions { Separator = '\t' })[0, 1]);
    }

    [Fact]
    public void The_culture_of_the_machine_has_no_influence()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            // Some cultures write decimal commas.
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
            CultureInfo.CurrentCulture = culture;
            Assert.Equal([1.5f], Read("x,y\n1.5,0\n").WithLabels(^1).Inputs.ToArray());
            Assert.Throws<InvalidDataException>(() => Read("x;y\n1,5;0\n", new CsvOptions { Separator = ';' }).WithLabels(^1));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>Text made of one piece again and again, with quotes, blanks, separators and ends of lines in all places.</summary>
    [Theory]
    [InlineData("x", "\"")]
    [InlineData("", "\"")]
    [InlineData("\"", "\"\"")]
    [InlineData("", " ")]
    [InlineData("", " \"")]
    [InlineData("x", " \"")]
    [InlineData("", ",")]
    [InlineData("", "\n")]
    [InlineData("", "\r")]
    [InlineData("\"", "\r\n")]
    [InlineData("", "1\n")]
    [InlineData("x,y\n", "1,2\n")]
    [InlineData("x\n", "\"1\"\n")]
    public void Time_is_linear_in_the_text(string begin, string piece)
    {
        var few = Allocated(begin, piece, 20_000, out var time);
        var many = Allocated(begin, piece, 160_000, out _);
        Assert.InRange(many, 0, 14 * few + 1_000_000);

        // Quadratic time made some of these take seconds.
        Assert.InRange(time.TotalSeconds, 0, 2);
    }

    [Fact]
    public void A_column_that_names_the_samples_is_refused_before_it_costs_memory()
    {
        var text = "name,y\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"n{i},{i % 2}\n"));
        var problem = Assert.Throws<InvalidDataException>(() => Read(text, new CsvOptions { Categories = CategoryColumns.OneHot }).WithLabels(^1));
        Assert.Contains("20000 distinct texts", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_from_a_file_do_not_flood_or_control_a_message()
    {
        var problem = Assert.Throws<InvalidDataException>(() => Read($"x,y\n1,0\n\u001b{new string('q', 100_000)},1\n").WithLabels(^1));
        Assert.InRange(problem.Message.Length, 1, 300);
        Assert.DoesNotContain('\u001b', problem.Message);
    }

    private static long Allocated(string begin, string piece, int count, out TimeSpan time)
    {
        var text = begin + new StringBuilder().Insert(0, piece, count);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        try
        {
            Read(text);
        }
        catch (InvalidDataException)
        {
        }

        time = watch.Elapsed;
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static CsvTable Read(string text, CsvOptions? options = null) => CsvReader.Read(new StringReader(text), options);
}
