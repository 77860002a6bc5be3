using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Types;
using Dbgsom.Space;

namespace Dbgsom.Files.Tests;

/// <summary>Dates and times as features.</summary>
public sealed class DateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>31 December 1969, 18:00, a Wednesday; 29 February 2024, 06:00, a Thursday.</summary>
    [Theory]
    [InlineData("year", "when=year", "1969", "2024")]
    [InlineData("linear", "when=linear", "-0.25", "19782.25")]
    [InlineData("month", "when=month=sin,when=month=cos", "-0.5 0.8660254", "0.5 0.8660254")]
    [InlineData("day", "when=day=sin,when=day=cos", "-0.2012985 0.9795299", "-0.2149704 0.9766206")]
    [InlineData("weekday", "when=weekday=sin,when=weekday=cos", "0.9749279 -0.2225209", "0.4338837 -0.9009689")]
    [InlineData("yearday", "when=yearday=sin,when=yearday=cos", "-0.0172134 0.9998518", "0.8483512 0.5294339")]
    [InlineData("hour", "when=hour=sin,when=hour=cos", "-1 0", "1 0")]
    public void A_part_is_a_number_or_a_place_on_a_circle(string part, string names, string first, string second)
    {
        string path = folder.Write("a.csv", "x,when\n1,1969-12-31T18:00:00\n2,2024-02-29T06:00:00\n3,\n");
        var data = DataFiles.Load([path], Of("when", part)).Data;
        Assert.Equal(names.Split(',').Prepend("x"), data.FeatureNames!);
        Assert.Equal(first, Row(data, 0));
        Assert.Equal(second, Row(data, 1));
        Assert.All(Enumerable.Range(1, data.ColumnCount - 1), column => Assert.True(double.IsNaN(data[2, column])));
    }

    [Fact]
    public void Places_on_a_circle_are_sine_and_cosine()
    {
        string[] dates = [.. Enumerable.Range(0, 24 * 60).Select(minute => $"2024-05-05 {minute / 60}:{minute % 60:00}")];
        var data = DataFiles
            .Load([folder.Write("a.csv", "x,t\n" + string.Concat(dates.Select(date => $"1,{date}\n")))], Of("t", "hour"))
            .Data;
        for (int minute = 0; minute < data.RowCount; minute++)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * minute / (24 * 60));
            Assert.Equal(sine, data[minute, 1], 2e-15);
            Assert.Equal(cosine, data[minute, 2], 2e-15);
        }
        // Quarters of a day are exact.
        Assert.Equal(
            [(0.0, 1.0), (1, 0), (0, -1), (-1, 0)],
            Enumerable.Range(0, 4).Select(quarter => (data[quarter * 360, 1], data[quarter * 360, 2]))
        );
    }

    [Theory]
    [InlineData("2024-01-05")]
    [InlineData("5.1.2024")]
    [InlineData("Jan 5, 2024")]
    [InlineData("5 January 2024")]
    [InlineData("2024/1/5")]
    [InlineData("1/5/2024", "month-first")]
    [InlineData("5/1/2024", "day-first")]
    [InlineData("5-1-2024", "day-first")]
    [InlineData("2024-01-05T00:00:00+09:00")]
    [InlineData("2024-01-05T00:00:00Z")]
    [InlineData("20240105")]
    public void Forms_of_text_are_read(string text, string? order = null)
    {
        var options = new DataFileOptions
        {
            Dates = [new("when", [DatePart.Linear], order is null ? null : DateOrder.All.Single(one => one.Name == order))],
        };
        var loaded = DataFiles.Load([folder.Write("a.csv", $"x;when\n1;{text}\n2;NA\n")], options);
        Assert.Equal((new DateTime(2024, 1, 5) - DateTime.UnixEpoch).TotalDays, loaded.Data[0, 1]);
        Assert.True(double.IsNaN(loaded.Data[1, 1]));
        Assert.Empty(loaded.Notes);
    }

    [Fact]
    public void Whole_numbers_of_eight_digits_are_dates_where_all_of_a_column_are()
    {
        string numbers = folder.Write("a.csv", "x,when\n0,20191231\n1,20240229\n2,\n");
        string parquet = folder.At("a.parquet");
        ParquetFiles.Write(
            parquet,
            [3],
            ParquetFiles.Of("x", 0, 1, 2),
            ParquetFiles.Nullable<int>("when", 20191231, 20240229, null)
        );
        foreach (string path in new[] { numbers, parquet })
        {
            // By itself such a column is one of numbers.
            var plan = TablePlan.Create([path]);
            Assert.Equal(ColumnUse.Number, plan.Columns[1].Use);
            plan = plan.WithDates(DateColumn.Parse("when=linear,month"));
            var data = DataFiles.Load([path], plan.ApplyTo()).Data;
            Assert.Equal((new DateTime(2019, 12, 31) - DateTime.UnixEpoch).TotalDays, data[0, 1]);
            Assert.Equal((new DateTime(2024, 2, 29) - DateTime.UnixEpoch).TotalDays, data[1, 1]);
            Assert.True(double.IsNaN(data[2, 1]));
        }
    }

    [Theory]
    [InlineData("20240230")]
    [InlineData("20241301")]
    [InlineData("20240100")]
    [InlineData("2024010")]
    [InlineData("20240101.5")]
    [InlineData("020240101")]
    [InlineData("09991231")]
    public void Other_numbers_are_no_dates(string number)
    {
        var plan = TablePlan.Create([folder.Write("a.csv", $"x,when\n0,20191231\n1,{number}\n2,20240229\n")]);
        string refused = Assert.Throws<ArgumentException>(() => plan.WithDates(DateColumn.Parse("when=linear"))).Message;
        Assert.StartsWith(
            $"column 'when' contains numbers, not dates (line 3 is '{number}'); a number is a feature, or a date if all numbers of the column are like 20240131",
            refused,
            StringComparison.Ordinal
        );
    }

    /// <summary>Midnight is an hour; a date without a time has none, and all its other parts are those of the day.</summary>
    [Fact]
    public void A_date_without_a_time_has_no_hour()
    {
        string[] parts = [.. DatePart.All.Select(part => part.Name)];
        var text = DataFiles.Load(
            [folder.Write("a.csv", "x,when\n0,2024-02-29\n1,2024-02-29T00:00\n2,0001-01-01\n")],
            Of("when", parts)
        );
        Assert.Equal(
            "a.csv: column 1 ('when'): 2 dates without a time of day have no hour, which is missing",
            Path.GetFileName(Assert.Single(text.Notes))
        );
        string[] names = [.. text.Data.FeatureNames!];
        for (int column = 0; column < names.Length; column++)
        {
            bool isHour = names[column].StartsWith("when=hour", StringComparison.Ordinal);
            Assert.Equal(isHour, double.IsNaN(text.Data[0, column]));
            Assert.Equal(isHour, double.IsNaN(text.Data[2, column]));
            if (!isHour && column > 0)
                Assert.Equal(text.Data[1, column], text.Data[0, column]);
        }
        Assert.Equal((0.0, 1.0), (At(text.Data, 1, "when=hour=sin"), At(text.Data, 1, "when=hour=cos")));
        Assert.Equal(-719162, At(text.Data, 2, "when=linear"));
        // The samples are known to have gaps, though no cell is empty.
        var many = DataFiles.Load(
            [
                folder.Write(
                    "many.csv",
                    "x,when\n"
                        + string.Concat(
                            Enumerable
                                .Range(0, 60)
                                .Select(i => $"{i % 7}.5,2024-01-{1 + (i % 28):00}{(i % 3 == 0 ? "" : $"T{i % 24:00}:30")}\n")
                        )
                ),
            ],
            Of("when", "hour", "linear")
        );
        Assert.Contains(
            new SomVq(SomOptions.Default).Fit(many.Data).Diagnostics,
            one => one.Message.StartsWith("Values are missing: 'when=hour=sin' in 20", StringComparison.Ordinal)
        );
        // So are days of their own type, and timestamps at midnight are none.
        DateTime[] days = [new(2024, 2, 29), new(1, 1, 1)];
        foreach (
            string path in new[]
            {
                ArrowFiles.Write(
                    folder.At("a.arrow"),
                    null,
                    ArrowFiles.Batch(
                        ("x", ArrowFiles.Doubles(0, 1)),
                        ("when", new Date32Array.Builder().Append(days[0]).Append(days[1]).Build())
                    )
                ),
                ParquetFiles.Write(
                    folder.At("a.parquet"),
                    [2],
                    ParquetFiles.Of("x", 0, 1),
                    ParquetFiles.Of("when", DateOnly.FromDateTime(days[0]), DateOnly.FromDateTime(days[1]))
                ),
            }
        )
        {
            var data = DataFiles.Load([path], Of("when", parts)).Data;
            foreach (var (row, same) in new[] { (0, 0), (1, 2) })
                Assert.Equal(Row(text.Data, same, "R").Split(' ')[1..], Row(data, row, "R").Split(' ')[1..]);
        }
        var midnight = ParquetFiles.Write(folder.At("b.parquet"), [1], ParquetFiles.Of("x", 0), ParquetFiles.Of("when", days[0]));
        Assert.Equal(1, At(DataFiles.Load([midnight], Of("when", parts)).Data, 0, "when=hour=cos"));

        static double At(DataMatrix data, int row, string name) => data[row, data.FeatureNames!.ToList().IndexOf(name)];
    }

    [Fact]
    public void Typed_dates_are_those_of_text()
    {
        DateTime[] dates = [new(1969, 12, 31, 18, 0, 0), new(2024, 2, 29, 6, 30, 0)];
        string[] parts = [.. DatePart.All.Select(part => part.Name)];
        string csv = folder.Write(
            "a.csv",
            "x,when\n"
                + string.Join('\n', dates.Select((date, i) => FormattableString.Invariant($"{i},{date:yyyy-MM-dd HH:mm:ss}")))
                + "\n2,\n"
        );
        string json = folder.Write(
            "a.json",
            """[{"x":0,"when":"1969-12-31T18:00:00"},{"x":1,"when":"2024-02-29T06:30:00Z"},{"x":2,"when":null}]"""
        );
        var expected = DataFiles.Load([csv], Of("when", parts)).Data;
        foreach (
            string path in new[]
            {
                json,
                ArrowFiles.Write(
                    folder.At("a.arrow"),
                    null,
                    ArrowFiles.Batch(
                        ("x", ArrowFiles.Doubles(0, 1, 2)),
                        (
                            "when",
                            new TimestampArray.Builder(TimeUnit.Microsecond)
                                .Append(new DateTimeOffset(dates[0], TimeSpan.Zero))
                                .Append(new DateTimeOffset(dates[1], TimeSpan.Zero))
                                .AppendNull()
                                .Build()
                        )
                    )
                ),
                ParquetFiles.Write(
                    folder.At("a.parquet"),
                    [2, 1],
                    ParquetFiles.Of("x", 0, 1, 2),
                    ParquetFiles.Nullable<DateTime>("when", dates[0], dates[1], null)
                ),
            }
        )
        {
            var data = DataFiles.Load([path], Of("when", parts)).Data;
            Assert.Equal(expected.FeatureNames!, data.FeatureNames!);
            for (int row = 0; row < 3; row++)
                Assert.Equal(Row(expected, row, "R"), Row(data, row, "R"));
            Assert.Contains(
                "column 'when' (date): left out",
                string.Join('\n', TablePlan.Create([path]).Notes),
                StringComparison.Ordinal
            );
            Assert.Equal(
                expected.FeatureNames!,
                DataFiles.Load([path], TablePlan.Create([path]).WithDates(Any(parts)).ApplyTo()).Data.FeatureNames!
            );
        }
    }

    /// <summary>Row 2 of what DuckDB wrote: 3 January 2024, and 10:00:02 on the first.</summary>
    [Theory]
    [InlineData("d", "linear", 19725.0)]
    [InlineData("ts", "linear", 19723 + ((10 * 3600) + 2) / 86400.0)]
    [InlineData("tstz", "linear", 19723 + ((10 * 3600) + 2) / 86400.0)]
    [InlineData("ns", "linear", 19723 + ((10 * 3600) + 2) / 86400.0)]
    [InlineData("t", "hour", 0.5)]
    [InlineData("tz", "hour", 0.5)]
    public void Dates_of_another_library_are_read(string column, string part, double expected)
    {
        string path = Cases.At("duckdb-times.parquet");
        var options = Of(column, part) with { Columns = ["x", column] };
        double[] values = [DataFiles.Load([path], options).Data[2, 1]];
        Assert.Equal(part == "hour" ? Math.Sin(2 * Math.PI * ((10 * 3600) + 2) / 86400) : expected, values[0], 1e-12);
        var plan = TablePlan.Create([path], new() { Dates = [Any(part)] });
        Assert.Equal(ColumnUse.Date, plan.Columns.Single(one => one.Name == column).Use);
    }

    [Fact]
    public void The_samples_are_the_same_from_memory_and_from_disk_and_in_single_precision_days_keep_their_minutes()
    {
        string path = folder.Write(
            "a.csv",
            "x,when\n"
                + string.Concat(Enumerable.Range(0, 500).Select(i => $"{i},2024-03-{(i % 31) + 1:00} {i % 24}:{i % 60:00}\n"))
        );
        var options = Of("when", "weekday", "hour", "linear");
        var memory = DataFiles.Load([path], options).Data;
        using var disk = DataFiles.Load([path], options with { MemoryMapThresholdBytes = 0 }).Data;
        var single = DataFiles.Load([path], options with { Precision = DataPrecision.SinglePrecision }).Data;
        for (int row = 0; row < memory.RowCount; row++)
        {
            Assert.Equal(Row(memory, row, "R"), Row(disk, row, "R"));
            Assert.Equal(Row(memory, row, "R"), Row(single, row, "R"));
        }
    }

    [Fact]
    public void What_is_no_date_is_missing_with_a_note()
    {
        string path = folder.Write("a.csv", "x,when\n1,2024-01-05\n2,soon\n3,10:30\n4,2024-13-40\n");
        var loaded = DataFiles.Load([path], Of("when", "linear"));
        Assert.Equal([false, true, true, true], Enumerable.Range(0, 4).Select(row => double.IsNaN(loaded.Data[row, 1])));
        Assert.Equal(
            $"{path}: column 1 ('when'): 3 cells ('soon', '10:30', '2024-13-40') are not a valid date; treated as missing",
            Assert.Single(loaded.Notes)
        );
        string refused = Assert
            .Throws<InvalidDataException>(() =>
                DataFiles.Load([path], Of("when", "linear") with { Missing = MissingCells.Refuse })
            )
            .Message;
        Assert.Contains("line 3, column 1 ('when'): 'soon' is not a valid date", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5/13/2024 6/1/2024", "month-first", "dates are read month-first")]
    [InlineData("6/1/2024 13/5/2024", "day-first", "dates are read day-first")]
    [InlineData(
        "6/1/2024 7/2/2024",
        null,
        "dates such as '6/1/2024' are read month first, and --date-order day-first reads them day first"
    )]
    [InlineData("2024-06-01 2024-07-01", null, "linear")]
    [InlineData("5.6.2024 6.6.2024", null, "linear")]
    public void A_plan_finds_what_comes_first_and_later_files_are_read_so(string dates, string? order, string reason)
    {
        string path = folder.Write(
            "a.csv",
            "x,when\n" + string.Concat(Enumerable.Range(0, 6).Select(i => $"{i}.5,{dates.Split(' ')[i % 2]}\n"))
        );
        var plan = TablePlan.FromJson(TablePlan.Create([path], new() { Dates = [Any("linear")] }).ToJson());
        var column = plan.Columns[1];
        Assert.Equal((ColumnRole.Date, ColumnUse.Date, order), (column.Role, column.Use, column.Dates!.Order?.Name));
        Assert.EndsWith(reason, column.Reason, StringComparison.Ordinal);
        Assert.Contains($"column 'when' (date): features of its parts, {column.Reason}", plan.Notes);
        var later = DataFiles.Load([folder.Write("later.csv", "x,when\n1,6/1/2024\n")], plan.ApplyTo());
        Assert.Equal(
            (new DateTime(2024, order == "day-first" ? 1 : 6, order == "day-first" ? 6 : 1) - DateTime.UnixEpoch).TotalDays,
            later.Data[0, 1]
        );
        // Where nothing was known of it, that is a guess.
        Assert.Equal(
            order is null,
            later.Notes.Any(note => note.Contains("'6/1/2024' are read month first", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Times_without_days_have_hours_only()
    {
        string path = folder.Write("a.csv", "x,start\n1,10:30\n2,18:00\n3,6:00 AM\n");
        var plan = TablePlan.Create([path], new() { Dates = [Any("month", "hour")] });
        Assert.Equal(["x", "start=hour=sin", "start=hour=cos"], DataFiles.Load([path], plan.ApplyTo()).Data.FeatureNames!);
        plan = TablePlan.Create([path], new() { Dates = [Any("month")] });
        Assert.Equal("times without days, of which hour is the only part", plan.Columns[1].Reason);
        Assert.Equal(ColumnUse.Drop, plan.Columns[1].Use);
        Assert.Contains(
            "column 'start' holds times without days",
            Assert.Throws<ArgumentException>(() => plan.WithDates(new("start", [DatePart.Month]))).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "column 'x' contains numbers",
            Assert
                .Throws<InvalidDataException>(() => TablePlan.Create([path], new() { Dates = [new("x", [DatePart.Hour])] }))
                .Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "an entry without a column",
            Assert.Throws<ArgumentException>(() => DataFiles.Load([path], new() { Dates = [Any("hour")] })).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("joined=month,Linear", "joined", "month,linear")]
    [InlineData("hour, weekday", null, "hour,weekday")]
    [InlineData("\"a,b\"=year", "a,b", "year")]
    public void Parts_are_read_from_text(string text, string? column, string parts)
    {
        var read = DateColumn.Parse(text);
        Assert.Equal((column, parts), (read.Column, string.Join(',', read.Parts)));
        Assert.Equal(read.ToString(), DateColumn.Parse(read.ToString()).ToString());
    }

    [Theory]
    [InlineData("joined=", "'' is not a part of dates; valid is year, month, day, weekday, yearday, hour, linear")]
    [InlineData("joined=months", "'months' is not a part")]
    [InlineData("joined=month,month", "the part month of dates is repeated")]
    [InlineData("=month", "the column is empty")]
    public void What_is_no_part_is_refused(string text, string expected) =>
        Assert.Contains(
            expected,
            Assert.Throws<ArgumentException>(() => DateColumn.Parse(text)).Message,
            StringComparison.Ordinal
        );

    /// <summary>Weights: each part has its share of one column; sine and cosine have the spread of one standardized feature.</summary>
    [Fact]
    public void A_column_of_dates_counts_as_one_feature()
    {
        string path = folder.Write(
            "a.csv",
            "x,when\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 200)
                        .Select(i => $"{i * 7 % 31},{new DateTime(2024, 1, 1).AddDays(i * 11 % 366):yyyy-MM-dd}\n")
                )
        );
        var loaded = DataFiles.Load([path], Of("when", "month", "linear"));
        Assert.Equal("when=linear=0.5, when=month=0.5", loaded.Weigh(SomOptions.Default).FeatureWeights!.ToString());
        Assert.Equal(
            "when=linear=5, when=month=1.5, x=2",
            loaded
                .Weigh(new SomOptions { FeatureWeights = FeatureWeights.Parse("x=2, when=3, when=linear=5") })
                .FeatureWeights!.ToString()
        );
        var map = new SomVq(loaded.Weigh(new SomOptions { Seed = 1, Scaling = Scaling.Standard })).Fit(loaded.Data);
        double[] variance = new double[4];
        var row = new double[4];
        var mean = new double[4];
        foreach (bool second in new[] { false, true })
            for (int r = 0; r < 200; r++)
            {
                loaded.Data.CopyRow(r, row);
                map.Scaler!.Apply(row);
                for (int c = 0; c < 4; c++)
                    if (second)
                        variance[c] += (row[c] - mean[c]) * (row[c] - mean[c]) / 200;
                    else
                        mean[c] += row[c] / 200;
            }
        Assert.Equal([1, 0.5, 0.5], new[] { variance[0], variance[1] + variance[2], variance[3] }.Select(v => Math.Round(v, 9)));
    }

    /// <summary>The cells of a later file show what comes first; what was read in the other order before is refused, and the option decides.</summary>
    [Fact]
    public void The_cells_of_a_file_show_the_order()
    {
        double[] Days(string cells, DateOrder? order = null)
        {
            string path = folder.Write("later.csv", "when,x\n" + string.Concat(cells.Split(' ').Select(cell => $"{cell},1\n")));
            var read = DataFiles.Load([path], Of("when", "linear") with { DateOrder = order });
            return [.. Enumerable.Range(0, read.Data.RowCount).Select(row => read.Data[row, 0])];
        }
        double Of2024(int month, int day) => new DateOnly(2024, month, day).DayNumber - new DateOnly(1970, 1, 1).DayNumber;

        Assert.Equal([Of2024(1, 13), Of2024(2, 1)], Days("13/01/2024 01/02/2024"));
        Assert.Equal([Of2024(1, 13), Of2024(1, 2)], Days("01/13/2024 01/02/2024"));
        Assert.Equal([Of2024(2, 1), Of2024(1, 13)], Days("01/02/2024 13/01/2024", DateOrder.DayFirst));
        Assert.Equal([Of2024(1, 2), double.NaN], Days("01/02/2024 13/01/2024", DateOrder.MonthFirst));
        Assert.Contains(
            "'01/13/2024' fits month first only, but dates before it were read day first",
            Assert.Throws<InvalidDataException>(() => Days("13/01/2024 01/13/2024")).Message,
            StringComparison.Ordinal
        );
        foreach (string cells in new[] { "01/02/2024 13/01/2024", "01/13/2024 13/01/2024" })
            Assert.Contains(
                "'13/01/2024' fits day first only, but dates before it were read month first",
                Assert.Throws<InvalidDataException>(() => Days(cells)).Message,
                StringComparison.Ordinal
            );
    }

    /// <summary>Each file shows the order by its own cells; what two files say has to agree.</summary>
    [Theory]
    [InlineData(
        "01/02/2024 05/05/2024",
        "13/01/2024",
        "b.csv: column 0 ('when'): '13/01/2024' fits day first only, but dates of PATH/a.csv were read month first, such as '01/02/2024'; --date-order day-first reads all of them day first"
    )]
    [InlineData(
        "13/01/2024 01/02/2024",
        "03/04/2024",
        "a.csv: column 0 ('when'): '13/01/2024' fits day first only, but dates of PATH/b.csv were read month first, such as '03/04/2024'; --date-order day-first reads all of them day first"
    )]
    [InlineData(
        "01/02/2024 01/13/2024",
        "14/02/2024",
        "a.csv: column 0 ('when'): '01/13/2024' fits month first only, but '14/02/2024' of PATH/b.csv day first only; write the column in one order, or leave it out (--drop)"
    )]
    [InlineData("01/02/2024", "01/13/2024", null)]
    [InlineData("13/01/2024", "14/01/2024 05/05/2024", null)]
    [InlineData("13/01/2024", "2024-01-14 05/05/2024", null)]
    public void Files_read_in_different_orders_are_refused(string first, string second, string? expected)
    {
        string[] paths = [Write("a.csv", first), Write("b.csv", second)];
        LoadedData Load(DateOrder? order = null) => DataFiles.Load(paths, Of("when", "linear") with { DateOrder = order });
        if (expected is null)
            Assert.DoesNotContain(Enumerable.Range(0, Load().Data.RowCount), row => double.IsNaN(Load().Data[row, 0]));
        else
            Assert.Equal(
                folder.At(expected.Replace("PATH", folder.Path, StringComparison.Ordinal)),
                Assert.Throws<InvalidDataException>(() => Load()).Message
            );
        // The order that is given decides for all.
        Load(DateOrder.DayFirst);

        string Write(string name, string cells) =>
            folder.Write(name, "when,x\n" + string.Concat(cells.Split(' ').Select(cell => $"{cell},1\n")));
    }

    [Fact]
    public void Times_of_day_are_written_as_times()
    {
        string path = folder.Write(
            "a.csv",
            "x,start\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 7},{i % 24:00}:{i:00}\n"))
        );
        var plan = TablePlan.Create([path]).WithDates(Any("hour"));
        var loaded = DataFiles.Load([path], plan.ApplyTo());
        var map = new SomVq(loaded.Weigh(SomOptions.Default)).Fit(loaded.Data).WithTablePlan(plan.ToJson());
        string later = folder.Write("later.csv", "x,start\n,00:00\n,10:30\n");
        var gaps = DataFiles.Load([later], TablePlan.FromMap(map)!.ApplyTo(new() { WantedFeatures = map.FeatureNames }));
        ImputationTable.Create(map, gaps).Save(folder.At("times.csv"));
        Assert.Equal(
            ["00:00:00", "10:30:00"],
            File.ReadAllLines(folder.At("times.csv")).Skip(1).Select(line => line.Split(',')[1])
        );
    }

    [Fact]
    public void A_map_reads_later_dates_and_leaves_them_as_they_are()
    {
        string path = folder.Write(
            "a.csv",
            "x,when,y\n"
                + string.Concat(
                    Enumerable.Range(0, 120).Select(i => $"{i % 12},2023-{(i % 12) + 1:00}-{(i % 28) + 1:00},{i % 12}\n")
                )
        );
        var plan = TablePlan.Create([path]).WithDates(Any("month", "linear"));
        var loaded = DataFiles.Load([path], plan.ApplyTo());
        var map = new SomVq(loaded.Weigh(new SomOptions { Seed = 1, Scaling = Scaling.Standard }))
            .Fit(loaded.Data)
            .WithTablePlan(plan.ToJson());
        Assert.Equal(["x", "when=month=sin", "when=month=cos", "when=linear", "y"], map.FeatureNames!);
        double[] encoded = map.Encode(new Dictionary<string, object?> { ["when"] = new DateOnly(2024, 4, 1) });
        Assert.Equal([double.NaN, 1, 0, 19814, double.NaN], encoded.Select(value => Math.Round(value, 9)));
        foreach (
            object same in new object[]
            {
                "2024-04-01",
                new DateTime(2024, 4, 1),
                new DateTimeOffset(2024, 4, 1, 0, 0, 0, TimeSpan.FromHours(9)),
            }
        )
            Assert.Equal(encoded, map.Encode(new Dictionary<string, object?> { ["when"] = same }));

        string later = folder.Write("later.csv", "y,when,x\n3,2024-04-01,\n,2024-04-01 06:30,3\n5,never,5\n");
        var gaps = DataFiles.Load([later], TablePlan.FromMap(map)!.ApplyTo(new() { WantedFeatures = map.FeatureNames }));
        Assert.Contains("1 cell ('never') is not a valid date", Assert.Single(gaps.Notes), StringComparison.Ordinal);
        ImputationTable.Create(map, gaps).Save(folder.At("filled.csv"));
        string[][] lines = [.. File.ReadAllLines(folder.At("filled.csv")).Select(line => line.Split(','))];
        Assert.Equal(["x", "when", "y", "filled"], lines[0]);
        Assert.Equal(["2024-04-01", "2024-04-01T06:30:00", "never"], lines.Skip(1).Select(line => line[1]));
        Assert.Equal(["1", "1", "0"], lines.Skip(1).Select(line => line[3]));
        // Without the column all its features are missing.
        var without = DataFiles.Load(
            [folder.Write("none.csv", "x,y\n1,1\n")],
            TablePlan.FromMap(map)!.ApplyTo(new() { WantedFeatures = map.FeatureNames })
        );
        Assert.Equal([1, double.NaN, double.NaN, double.NaN, 1], Enumerable.Range(0, 5).Select(c => without.Data[0, c]));
        // By the names of the features, without a plan.
        var named = DataFiles.Load([later], Of("when", "month", "linear") with { WantedFeatures = map.FeatureNames });
        Assert.Equal(map.FeatureNames!, named.Data.FeatureNames!);
        Assert.Equal(Row(gaps.Data, 1, "R"), Row(named.Data, 1, "R"));
    }

    private static DataFileOptions Of(string column, params string[] parts) => new() { Dates = [new(column, Any(parts).Parts)] };

    private static DateColumn Any(params string[] parts) => DateColumn.Parse(string.Join(',', parts));

    private static string Row(DataMatrix data, int row, string format = "0.#######") =>
        string.Join(
            ' ',
            Enumerable
                .Range(1, data.ColumnCount - 1)
                .Select(column => (data[row, column] + 0.0).ToString(format, CultureInfo.InvariantCulture))
        );
}
