namespace Dbgsom.Files.Tests;

/// <summary>Currency and percent signs, and numbers that can be read in two ways.</summary>
public sealed class UnitTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("$1,200.50", 1200.5)]
    [InlineData("-$1,200.50", -1200.5)]
    [InlineData("$-3", -3)]
    [InlineData("1,200.50 €", 1200.5)]
    [InlineData("€\u00A07", 7)]
    [InlineData("£0.5", 0.5)]
    [InlineData("+2¥", 2)]
    [InlineData("45%", 45)]
    [InlineData("-4.5 %", -4.5)]
    [InlineData("1e3 %", 1000)]
    [InlineData("8", 8)]
    public void A_number_with_a_sign_is_the_number_as_it_is_written(string cell, double value)
    {
        var options = new DataFileOptions { Units = true, Thousands = ',' };
        string path = folder.Write("a.csv", $"a,b\n1,\"{cell}\"\n2,3\n3,4\n");
        Assert.Equal(value, DataFiles.Load([path], options).Data[0, 1]);
        var plan = TablePlan.FromJson(TablePlan.Create([path], options).ToJson());
        Assert.True(plan.Units);
        Assert.Equal(value, DataFiles.Load([path], plan.ApplyTo()).Data[0, 1]);
        if (cell != "8")
            Assert.Contains("'b'", Refused(path, new() { Thousands = ',' }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("45%", "--units reads it without the %, as 45")]
    [InlineData("-$4.5", "--units reads it without the $, as -4.5")]
    [InlineData("$1,200.50", "--units reads it without the $, and --thousands , reads it as 1200.5")]
    [InlineData(
        "1,5 €",
        "--units reads it without the €, and write decimals with a point, or use --decimal-comma, which reads it as 1.5"
    )]
    public void The_message_names_the_option(string cell, string part)
    {
        string path = folder.Write("a.csv", $"a,b\n1,\"{cell}\"\n2,\"{cell.Replace('5', '6')}\"\n");
        Assert.Contains(part, Refused(path, new()), StringComparison.Ordinal);
        Assert.Equal("number", TablePlan.Create([path]).Columns[1].Role.Name);
    }

    [Theory]
    [InlineData("$")]
    [InlineData("%")]
    [InlineData("$5%")]
    [InlineData("$$5")]
    [InlineData("5 kg")]
    [InlineData("$x")]
    public void Other_texts_stay_texts(string cell) =>
        Assert.Contains(
            "not a finite number",
            Refused(folder.Write("a.csv", $"a,b\n1,{cell}\n"), new() { Units = true }),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_column_has_one_unit()
    {
        string path = folder.Write("a.csv", "a,price\n1,$5\n2,6\n3,7 €\n");
        Assert.Contains(
            "line 4, column 1 ('price'): '7 €' is in € where rows above are in $",
            Refused(path, new() { Units = true }),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Files_of_one_data_set_have_one_unit()
    {
        string[] paths =
        [
            folder.Write("1.csv", "x,y\n1,2\n3,$4\n"),
            folder.Write("2.csv", "y,x\n$5,6\n"),
            folder.Write("3.csv", "y,x\n€5,6\n"),
        ];
        var options = new DataFileOptions { Units = true };
        Assert.Equal(3, DataFiles.Load(paths[..2], options).Data.RowCount);
        Assert.Contains(
            "3.csv: 'y' is in € where",
            Assert.Throws<InvalidDataException>(() => DataFiles.Load(paths, options)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Whole_numbers_with_a_sign_have_to_be_exact()
    {
        string path = folder.Write("a.csv", "a,b\n1,$9007199254740993\n");
        Assert.Contains("9007199254740993", Refused(path, new() { Units = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_with_a_percent_sign_are_names() =>
        Assert.Equal(["25%", "50%"], DataFiles.Load([folder.Write("a.csv", "25%,50%\n1,2\n3,4\n")]).Data.FeatureNames!);

    /// <summary>1,925 is never read as either number without a word.</summary>
    [Theory]
    [InlineData("a,b\n1,\"1,925\"\n2,\"2,100\"\n", false)]
    [InlineData("a;b\n1;1,925\n2;2,100\n", false)]
    [InlineData("a\tb\n1\t1,925\n2\t12,5\n", false)]
    public void Numbers_that_can_be_read_in_two_ways_are_refused_with_both(string text, bool decimals)
    {
        string message = Refused(folder.Write("a.csv", text), new() { DecimalComma = decimals });
        Assert.Contains("--thousands , reads it as 1925; write decimals with a point", message, StringComparison.Ordinal);
        Assert.Contains("--decimal-comma, which reads it as 1.925", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "a;b\n1;1,925\n2;999\n",
        true,
        "column 1 ('b'): '1,925' was read as 1.925, with decimals",
        "--thousands , without --decimal-comma reads it as 1925"
    )]
    [InlineData(
        "a;b\n1;-1.925\n2;2.100\n",
        false,
        "column 1 ('b'): '-1.925' was read as -1.925, with decimals",
        "--decimal-comma with --thousands . reads it as -1925"
    )]
    [InlineData("a;b\n1;1,925\n2;2,5\n", true, null, null)]
    [InlineData("a;b\n1;1,925\n2;0,925\n", true, null, null)]
    [InlineData("a;b\n1;1,925\n2;1925\n", true, null, null)]
    [InlineData("a,b\n1,1.925\n2,2.100\n", false, null, null)]
    public void What_was_decided_is_said(string text, bool decimals, string? what, string? otherwise)
    {
        var notes = DataFiles.Load([folder.Write("a.csv", text)], new() { DecimalComma = decimals }).Notes;
        if (what is null)
        {
            Assert.Empty(notes);
            return;
        }
        Assert.Contains(what, Assert.Single(notes), StringComparison.Ordinal);
        Assert.Contains(otherwise!, notes[0], StringComparison.Ordinal);
    }

    private static string Refused(string path, DataFileOptions options) =>
        Assert.Throws<InvalidDataException>(() => DataFiles.Load([path], options)).Message;
}
