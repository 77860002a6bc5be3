using System.Globalization;
using Dbgsom.Rows;

namespace Dbgsom.Cli.Tests;

/// <summary>What is easily mistaken is said: columns taken by place, values far out, columns that are not there, arguments in the wrong order.</summary>
public sealed class SafetyNoteTests(Workspace work) : IClassFixture<Workspace>
{
    [Theory]
    [InlineData("predict")]
    [InlineData("measure")]
    [InlineData("impute")]
    [InlineData("report")]
    public void Columns_without_names_are_taken_by_place_with_a_note(string command)
    {
        Train();
        File.WriteAllText(work.At("bare.csv"), "1,2.5\n2,3\n3,1\n");
        string[] output = command == "report" ? ["-o", "bare.html"] : [];
        var result = work.Run([command, "plain.som.npz", "bare.csv", .. output]);
        result.Done();
        const string Note =
            "note: bare.csv: its columns have no names and are matched by position to 'x', 'y' of the map; --header yes reads the first line as names";
        Assert.Contains(Note, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "by their place",
            work.Run([command, "plain.som.npz", "plain.csv", .. output]).Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Columns_are_taken_by_place_by_the_plan_of_a_map_too_and_arrays_never_have_names()
    {
        Train();
        File.WriteAllText(work.At("bare.csv"), "red,1.5\nblue,2\n");
        Assert.Contains(
            "matched by position to 'color', 'size' of the map",
            work.Run("predict", "colors.som.npz", "bare.csv").Error,
            StringComparison.Ordinal
        );
        NpyFile.Write(
            work.At("bare.npy"),
            new double[,]
            {
                { 1, 2 },
                { 3, 4 },
            }
        );
        Assert.DoesNotContain("by their place", work.Run("predict", "plain.som.npz", "bare.npy").Error, StringComparison.Ordinal);
        // A map without names has nothing to be mistaken for.
        NpyFile.Write(work.At("train.npy"), DataMatrix.From([.. Enumerable.Range(0, 40).Select(i => i * 7 % 13 + 0.5)], 1));
        work.Run("train", "train.npy", "-o", "bare.som.npz", "--epochs", "20").Done();
        Assert.DoesNotContain("by their place", work.Run("predict", "bare.som.npz", "train.npy").Error, StringComparison.Ordinal);
    }

    /// <summary>Grams from 2,700 to 6,300, then kilograms: below 0 is nothing, but 3.75 is as far in ratio.</summary>
    [Fact]
    public void Values_far_too_small_are_named()
    {
        string[] rows = [.. Enumerable.Range(0, 60).Select(i => $"{2700 + (i * 3600 / 59)},{"ab"[i % 2]}")];
        File.WriteAllLines(work.At("mass.csv"), rows.Prepend("mass,kind"));
        work.Run("train", "mass.csv", "-o", "mass.som.npz", "--target-neurons", "6").Done();
        Assert.DoesNotContain("far outside", work.Run("predict", "mass.som.npz", "mass.csv").Error, StringComparison.Ordinal);
        File.WriteAllText(work.At("later.csv"), "mass,kind\n3.75,a\n0,a\n1158,b\n");
        string error = work.Run("predict", "mass.som.npz", "later.csv").Error;
        Assert.Contains(
            "'mass' in 1 of 3 rows (3.75 is the farthest; 2700 to 6300 in training)",
            error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_order_of_later_dates_can_be_given()
    {
        string[] rows = [.. Enumerable.Range(0, 60).Select(i => $"2024-{(i % 12) + 1:00}-10,{i % 7}")];
        File.WriteAllLines(work.At("iso.csv"), rows.Prepend("when,x"));
        work.Run("train", "iso.csv", "-o", "iso.som.npz", "--date", "month", "--target-neurons", "6").Done();
        File.WriteAllText(work.At("later.csv"), "when,x\n01/02/2024,1\n13/02/2024,1\n");
        var refused = work.Run("predict", "iso.som.npz", "later.csv");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(
            "later.csv: line 3, column 0 ('when'): '13/02/2024' fits day first only",
            refused.Error,
            StringComparison.Ordinal
        );
        string[] answers = work.Run("predict", "iso.som.npz", "later.csv", "--date-order", "day-first").Done().Trim().Split('\n');
        Assert.Equal(answers[1], answers[2]);
    }

    [Fact]
    public void An_order_of_dates_without_dates_is_noted()
    {
        string[] rows = [.. Enumerable.Range(0, 60).Select(i => $"2024-{(i % 12) + 1:00}-10,{i % 7},{i % 5}")];
        File.WriteAllLines(work.At("dated.csv"), rows.Prepend("when,x,y"));
        work.Run("train", "dated.csv", "-o", "dated.som.npz", "--date", "month", "--target-neurons", "6").Done();
        work.Run("train", "dated.csv", "-o", "undated.som.npz", "--drop", "when", "--target-neurons", "6").Done();
        File.WriteAllText(work.At("bare.csv"), "x,y\n1,2\n3,4\n");
        string Notes(params string[] arguments) => work.Run(["predict", .. arguments, "--date-order", "day-first"]).Error;
        Assert.Contains(
            "--date-order day-first changes nothing: no feature comes from dates",
            Notes("undated.som.npz", "dated.csv"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "--date-order day-first changes nothing: the data lacks the columns of dates",
            Notes("dated.som.npz", "bare.csv"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("changes nothing", Notes("dated.som.npz", "dated.csv"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "changes nothing",
            work.Run("predict", "undated.som.npz", "dated.csv").Error,
            StringComparison.Ordinal
        );
    }

    /// <summary>A later file of the other order than the training data was read in is refused; what was a guess in training is found out anew.</summary>
    [Fact]
    public void Dates_of_another_order_than_before_are_refused()
    {
        string[] shown = [.. Enumerable.Range(0, 60).Select(i => $"{(i % 28) + 1:00}/{(i % 12) + 1:00}/2024,{i % 7}")];
        File.WriteAllLines(work.At("days.csv"), shown.Prepend("when,x"));
        work.Run("train", "days.csv", "-o", "days.som.npz", "--date", "month", "--target-neurons", "6").Done();
        File.WriteAllText(work.At("later.csv"), "when,x\n01/02/2024,1\n01/31/2024,1\n");
        var refused = work.Run("predict", "days.som.npz", "later.csv");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(
            "'01/31/2024' fits month first only, but the dates of the training data were read day first; --date-order month-first",
            refused.Error,
            StringComparison.Ordinal
        );
        work.Run("predict", "days.som.npz", "later.csv", "--date-order", "month-first").Done();

        string[] either = [.. Enumerable.Range(0, 60).Select(i => $"{(i % 12) + 1:00}/{(i % 11) + 1:00}/2024,{i % 7}")];
        File.WriteAllLines(work.At("either.csv"), either.Prepend("when,x"));
        work.Run("train", "either.csv", "-o", "either.som.npz", "--date", "month", "--target-neurons", "6").Done();
        File.WriteAllText(work.At("later.csv"), "when,x\n31/01/2024,1\n01/02/2024,1\n05/02/2024,1\n");
        string[] answers = work.Run("predict", "either.som.npz", "later.csv").Done().Trim().Split('\n');
        Assert.Equal(answers[2], answers[3]);
    }

    [Theory]
    [InlineData("--date is repeated for column 'when'", "--date", "when=month", "--date", "when=year")]
    [InlineData("--date is repeated for all columns", "--date", "month", "--date", "year")]
    [InlineData("--ordinal is repeated for column 'x'", "--ordinal", "x=1,2", "--ordinal", "x=2,1")]
    [InlineData("'x' is named by --ordinal and by --one-hot", "--ordinal", "x=1,2", "--one-hot", "x")]
    public void What_is_said_twice_of_a_column_is_refused(string message, params string[] options)
    {
        File.WriteAllText(work.At("twice.csv"), "when,x\n2024-01-10,1\n2024-02-10,2\n");
        var result = work.Run(["train", "twice.csv", "-o", "twice.som.npz", .. options]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    /// <summary>Training: x from 0 to 12, y from 0.25 to 10.25; far by the plan of colors, size 0 to 9, is below −9 and above 18.</summary>
    [Fact]
    public void Values_far_outside_those_of_training_are_named()
    {
        Train();
        foreach (string command in new[] { "predict", "measure" })
        foreach (string map in new[] { "plain", "colors" })
            Assert.DoesNotContain(
                "far outside",
                work.Run(command, $"{map}.som.npz", $"{map}.csv").Error,
                StringComparison.Ordinal
            );
        File.WriteAllText(work.At("far.csv"), "color,size\nred,18\nred,18.5\nblue,-40\nblue,\n");
        Assert.Contains(
            "note: values lie far outside the training values: 'size' in 2 of 4 rows (-40 is the farthest; 0 to 9 in training); check units, decimals and the order of columns",
            work.Run("predict", "colors.som.npz", "far.csv").Error,
            StringComparison.Ordinal
        );
        // Without a plan by standard deviations: √130 of them.
        double[] x = [.. Enumerable.Range(0, 130).Select(i => (double)(i % 13))];
        double mean = x.Average();
        double deviation = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)));
        double limit = mean + (Math.Sqrt(130) * deviation);
        string Csv(double value) => FormattableString.Invariant($"x,y\n{value},1\n");
        File.WriteAllText(work.At("far.csv"), Csv(limit - 0.01));
        Assert.DoesNotContain("far outside", work.Run("measure", "plain.som.npz", "far.csv").Error, StringComparison.Ordinal);
        File.WriteAllText(work.At("far.csv"), Csv(limit + 0.01));
        string said = string.Create(
            CultureInfo.InvariantCulture,
            $"mean {mean:G6} and standard deviation {deviation:G6} in training"
        );
        Assert.Contains(said, work.Run("measure", "plain.som.npz", "far.csv").Error, StringComparison.Ordinal);
        // By range, also where a feature has a weight.
        work.Run("train", "plain.csv", "-o", "range.som.npz", "--scale", "minmax", "--weight", "x=4", "--epochs", "20").Done();
        File.WriteAllText(work.At("far.csv"), Csv(23.9));
        Assert.DoesNotContain("far outside", work.Run("measure", "range.som.npz", "far.csv").Error, StringComparison.Ordinal);
        File.WriteAllText(work.At("far.csv"), Csv(24.1));
        Assert.Contains(
            "'x' in 1 of 1 row (24.1 is the farthest; 0 to 12 in training)",
            work.Run("measure", "range.som.npz", "far.csv").Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Measures_without_some_columns_say_so()
    {
        Train();
        File.WriteAllText(work.At("lacks.csv"), "x\n1\n2\n3\n");
        var result = work.Run("measure", "plain.som.npz", "lacks.csv");
        result.Done();
        Assert.Contains(
            "note: the measures use only the present columns, with distances scaled to all: compare them only with those of data that also lacks 'y'",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "the measures use only",
            work.Run("measure", "plain.som.npz", "plain.csv").Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Swapped_arguments_are_recognized()
    {
        Train();
        Assert.Contains(
            "plain.csv and plain.som.npz seem swapped: the first is a data file, the second a map; valid is predict MODEL DATA",
            work.Run("predict", "plain.csv", "plain.som.npz").Refused(1),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "plain.csv is a data file in the place of MODEL, a map saved by train; valid is info MODEL",
            work.Run("info", "plain.csv").Refused(1),
            StringComparison.Ordinal
        );
        foreach (
            string[] arguments in new[]
            {
                ["train", "plain.som.npz", "-o", "x.som.npz"],
                new[] { "measure", "plain.som.npz", "plain.som.npz" },
            }
        )
            Assert.Contains(
                "plain.som.npz: this is a saved map or run, not data",
                work.Run(arguments).Refused(1),
                StringComparison.Ordinal
            );
        work.Run("train", "plain.som.npz", "--array", "weights", "-o", "x.som.npz", "--epochs", "20").Done();
    }

    [Theory]
    [InlineData("x,y\n1,2\n", "few.csv: the data has 1 row; a map needs at least 4")]
    [InlineData("x,y\n1,2\n2,3\n", "few.csv: the data has 2 rows; a map needs at least 4")]
    public void Data_of_few_rows_is_named(string text, string expected)
    {
        File.WriteAllText(work.At("few.csv"), text);
        foreach (string[] arguments in new[] { ["estimate", "few.csv"], new[] { "train", "few.csv", "-o", "few.som.npz" } })
            Assert.Contains(expected, work.Run(arguments).Refused(1), StringComparison.Ordinal);
        // What is wrong with an option is no matter of a file.
        Train();
        Assert.StartsWith(
            "dbgsom: --weight names 'z', which is not a feature",
            work.Run("train", "plain.csv", "-o", "few.som.npz", "--weight", "z=2").Refused(1),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void One_is_said_in_the_singular()
    {
        Train();
        File.WriteAllText(work.At("gap.csv"), "x,y\n1,2\n,3\n4,5\n");
        Assert.Contains(
            "note: 1 missing value was filled in",
            work.Run("impute", "plain.som.npz", "gap.csv").Error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "1 of 3 rows is skipped, because a cell is missing",
            work.Run("predict", "plain.som.npz", "gap.csv", "--missing", "drop").Error,
            StringComparison.Ordinal
        );
    }

    /// <summary>What helps stands at the end of a message, and the middle is left out where it is too long.</summary>
    [Fact]
    public void The_remedy_of_a_long_message_is_shown()
    {
        string[] names = [.. Enumerable.Range(0, 12).Select(i => $"{new string((char)('a' + i), 75)}{i}")];
        File.WriteAllText(
            work.At("long.csv"),
            $"{string.Join(',', names)},z\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 40)
                        .Select(row => string.Concat(names.Select((_, i) => row == 9 + i ? "oops," : $"{row}.5,")) + $"{row}\n")
                )
        );
        string message = work.Run("train", "long.csv", "-o", "long.som.npz", "-q").Refused(1);
        Assert.EndsWith("; --drop 0,1,2,3,4,5,6,7,… leaves them out", message.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("12 columns cannot be features as they are", message, StringComparison.Ordinal);
        string remedy = "; take " + new string('r', 500) + " instead";
        string shown = Shown.Text(new string('m', 5000) + remedy);
        Assert.EndsWith(remedy, shown, StringComparison.Ordinal);
        Assert.Equal(1000, shown.Length);
        Assert.Equal(new string('m', 666) + "…" + new string('m', 333), Shown.Text(new string('m', 5000)));
    }

    private void Train()
    {
        if (File.Exists(work.At("colors.som.npz")))
            return;
        File.WriteAllText(
            work.At("plain.csv"),
            "x,y\n" + string.Concat(Enumerable.Range(0, 130).Select(i => $"{i % 13},{i % 11}.25\n"))
        );
        File.WriteAllText(
            work.At("colors.csv"),
            "color,size\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{(i % 2 == 0 ? "red" : "blue")},{i % 10}\n"))
        );
        foreach (string name in new[] { "plain", "colors" })
            work.Run("train", $"{name}.csv", "-o", $"{name}.som.npz", "--epochs", "30").Done();
    }
}
