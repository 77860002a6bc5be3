namespace Dbgsom.Report.Tests;

public sealed class WrongArgumentTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2399)]
    [InlineData(2401)]
    public void Labels_that_are_not_one_each(int count)
    {
        var options = new ReportOptions { Labels = new string[count] };
        var error = Assert.Throws<ArgumentException>(() => PageText.Of(SampleMap.Map, SampleMap.Samples, options));
        Assert.StartsWith($"{count} labels are given for 2400 samples", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_are_not_one_each()
    {
        var options = new ReportOptions { Ids = new string[7] };
        var error = Assert.Throws<ArgumentException>(() => PageText.Of(SampleMap.Map, SampleMap.Samples, options));
        Assert.StartsWith("7 names are given for 2400 samples", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_that_are_not_one_each()
    {
        var options = new ReportOptions { Columns = [new("note", new string[2399])] };
        var error = Assert.Throws<ArgumentException>(() => PageText.Of(SampleMap.Map, SampleMap.Samples, options));
        Assert.StartsWith("2399 texts of the column 'note' are given for 2400 samples", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_without_texts()
    {
        var options = new ReportOptions { Columns = [new("note", null!)] };
        var error = Assert.Throws<ArgumentException>(() => PageText.Of(SampleMap.Map, SampleMap.Samples, options));
        Assert.StartsWith("Texts of the column 'note' is null", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_without_samples()
    {
        var options = new ReportOptions { Labels = ["a"] };
        var error = Assert.Throws<ArgumentException>(() => PageText.Of(SampleMap.Map, null, options));
        Assert.StartsWith("1 labels are given for 0 samples", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void No_samples_at_all(int most) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReportOptions { MaxSamples = most });

    [Fact]
    public void Features_that_are_not_the_map_s() =>
        Assert.Throws<ArgumentException>(() => PageText.Of(SampleMap.Map, DataMatrix.From(new double[4, 3])));

    [Fact]
    public void A_folder_that_is_not_there() =>
        Assert.ThrowsAny<IOException>(() => SampleMap.Map.SaveReport(Path.Combine(Path.GetTempPath(), "absent", "a.html")));

    [Fact]
    public void Nothing()
    {
        Assert.Throws<ArgumentNullException>(() => SomMapReports.SaveReport(null!, "a.html"));
        Assert.ThrowsAny<ArgumentException>(() => SampleMap.Map.SaveReport(""));
        Assert.Throws<ArgumentNullException>(() => SampleMap.Map.WriteReport(null!));
    }
}
