using System.Text.Json.Nodes;

namespace Dbgsom.Cli.Tests;

/// <summary>Tables as people have them, from the file to the map and its later uses.</summary>
public sealed class PlanTests(Workspace work) : IClassFixture<Workspace>
{
    private static readonly string[] Colors = ["red", "green", "blue"];

    [Fact]
    public void A_table_trains_with_no_option_and_says_what_was_done()
    {
        string error = Trained(Table(), "table.som.npz");
        Assert.Equal(
            [
                "note: column 'column_0' (row number): left out, it counts the rows",
                "note: column 'name' (identifier): kept as name of the rows, texts that tell rows apart",
                "note: column 'color' (category): one feature per category, text with 3 different values that repeat",
                "note: column 'member' (yes/no): feature of 1 and 0, yes or no",
                "note: column 'joined' (date): left out, dates and times are not features; --date encodes them",
            ],
            error.Split('\n').Where(line => line.StartsWith("note: column '", StringComparison.Ordinal))
        );
        var info = JsonNode.Parse(work.Run("info", "table.som.npz", "--json").Done())!;
        Assert.Equal(
            ["height", "color=blue", "color=green", "color=red", "member"],
            info["feature_names"]!.AsArray().Select(name => (string)name!)
        );
        Assert.Equal("row number", (string?)info["table_plan"]!["columns"]![0]!["role"]);
        Assert.Contains("it counts the rows", work.Run("info", "table.som.npz").Done(), StringComparison.Ordinal);
    }

    [Fact]
    public void Later_tables_are_read_as_the_first_with_no_option()
    {
        Trained(Table(), "later.som.npz");
        string[] lines = work.Run("predict", "later.som.npz", "table.csv").Done().TrimEnd('\n').Split('\n');
        Assert.StartsWith("id,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("person 0,", lines[1], StringComparison.Ordinal);
        Assert.Equal(91, lines.Length);
        work.Run("measure", "later.som.npz", "table.csv").Done();
        work.Run("report", "later.som.npz", "table.csv", "-o", "later.html").Done();
        string page = File.ReadAllText(work.At("later.html"));
        foreach (string part in new[] { "--one-hot color", "\"idName\":\"name\",\"id\":[\"person 0\"", "it counts the rows" })
            Assert.Contains(part, page, StringComparison.Ordinal);

        File.WriteAllText(work.At("new.csv"), "member,height,color\nYES,1.7,pink\nno,1.6,red\n");
        var result = work.Run("predict", "later.som.npz", "new.csv");
        Assert.Equal(3, result.Done().TrimEnd('\n').Split('\n').Length);
        Assert.Contains("does not know 'pink' of 'color'", result.Error, StringComparison.Ordinal);
        File.WriteAllText(work.At("new.csv"), "name,color\nx,red\n");
        Assert.Contains(
            "lacks 'height', 'member'",
            work.Run("predict", "later.som.npz", "new.csv", "--strict").Refused(1),
            StringComparison.Ordinal
        );
        // Otherwise their values are missing.
        result = work.Run("predict", "later.som.npz", "new.csv");
        Assert.Equal(2, result.Done().TrimEnd('\n').Split('\n').Length);
        Assert.Contains(
            "note: new.csv: the file lacks 'height', 'member' of the map, which are taken for missing in all rows; --strict rejects such a file",
            result.Error,
            StringComparison.Ordinal
        );
        File.WriteAllText(work.At("other.csv"), "length,weight\n1,2\n");
        Assert.Contains(
            "lacks 'height', 'color', 'member'",
            work.Run("predict", "later.som.npz", "other.csv").Refused(1),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Ordered_categories_are_one_number_in_all_commands()
    {
        string[] sizes = ["small", "very large", "large"];
        File.WriteAllText(
            work.At("sizes.csv"),
            "x,size\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 3}.{i},{sizes[i % 3]}\n"))
        );
        const string Order = "size=small,large,very large";
        var result = work.Run("train", "sizes.csv", "-o", "sizes.som.npz", "--ordinal", Order, "--epochs", "30");
        result.Done();
        const string Note = "note: column 'size' (category): one number, the position in small < large < very large, from 0";
        Assert.Contains(Note, result.Error, StringComparison.Ordinal);
        var info = JsonNode.Parse(work.Run("info", "sizes.som.npz", "--json").Done())!;
        Assert.Equal(["x", "size"], info["feature_names"]!.AsArray().Select(name => (string)name!));
        Assert.Equal("small,large,very large", string.Join(',', info["table_plan"]!["columns"]![1]!["levels"]!.AsArray()));
        string shown = work.Run("inspect", "sizes.csv", "--ordinal", Order, "--plan", "sizes.json").Done();
        Assert.Contains("one number", shown, StringComparison.Ordinal);
        work.Run("train", "sizes.csv", "-o", "plan.som.npz", "--plan", "sizes.json", "--epochs", "30").Done();
        Assert.Equal(File.ReadAllBytes(work.At("sizes.som.npz")), File.ReadAllBytes(work.At("plan.som.npz")));
        // The same map is that of a file whose categories are numbers.
        File.WriteAllText(
            work.At("places.csv"),
            File.ReadAllText(work.At("sizes.csv")).Replace("very large", "2").Replace("large", "1").Replace("small", "0")
        );
        work.Run("train", "places.csv", "-o", "places.som.npz", "--epochs", "30").Done();
        Assert.Equal(
            work.Run("predict", "places.som.npz", "places.csv").Done(),
            work.Run("predict", "sizes.som.npz", "sizes.csv").Done()
        );

        File.WriteAllText(work.At("later.csv"), "size,x\nlarge,2\nhuge,1.4\nNA,1.4\n");
        result = work.Run("predict", "sizes.som.npz", "later.csv");
        Assert.Equal(4, result.Done().TrimEnd('\n').Split('\n').Length);
        Assert.Contains(
            "1 cell ('huge') is not among small < large < very large; treated as missing",
            result.Error,
            StringComparison.Ordinal
        );
        string[] filled = work.Run("impute", "sizes.som.npz", "later.csv").Done().TrimEnd('\n').Split('\n');
        Assert.Equal(("x,size,filled", "2,large,0"), (filled[0], filled[1]));
        Assert.Equal(["1.4", "huge", "0"], filled[2].Split(','));
        Assert.Equal(["1.4", "very large", "1"], filled[3].Split(','));
        work.Run("report", "sizes.som.npz", "sizes.csv", "-o", "sizes.html").Done();
        string page = File.ReadAllText(work.At("sizes.html"));
        Assert.Contains("the position in small \\u003C large", page.Replace("<", "\\u003C"), StringComparison.Ordinal);
        Assert.Contains("--ordinal", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "--as",
        "size=ordinal",
        "needs the order of its categories; there are 'l', 'm', 's'; valid is --ordinal size=l,m,s,… with all"
    )]
    [InlineData("--ordinal", "size=tiny,huge", "column 'size' contains none of tiny < huge; its values are 'l', 'm', 's'")]
    [InlineData("--ordinal", "size=s", "--ordinal: 'size' has one category only; valid is")]
    [InlineData("--ordinal", "s,m,l", "--ordinal: 's,m,l' does not name a column")]
    [InlineData("--ordinal", "sizes=s,m", "unknown column 'sizes'")]
    public void An_order_that_cannot_be_is_refused(string option, string value, string expected)
    {
        File.WriteAllText(work.At("few.csv"), "x,size\n1,s\n2,m\n3,l\n4,s\n5,m\n6,l\n");
        var result = work.Run("train", "few.csv", "-o", "few.som.npz", option, value);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_are_features_where_their_parts_are_named()
    {
        File.WriteAllText(
            work.At("visits.csv"),
            "x,when,start\n"
                + string.Concat(Enumerable.Range(0, 90).Select(i => $"{i % 7},{(i % 12) + 1}/{(i % 28) + 1}/2024,{i % 24}:30\n"))
        );
        var result = work.Run("train", "visits.csv", "-o", "visits.som.npz", "--date", "month,hour", "--epochs", "30");
        result.Done();
        Assert.Contains(
            "note: column 'when' (date): features of its parts, month, hour; dates are read month-first",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("note: column 'start' (date): features of its parts, hour", result.Error, StringComparison.Ordinal);
        var info = JsonNode.Parse(work.Run("info", "visits.som.npz", "--json").Done())!;
        Assert.Equal(
            ["x", "when=month=sin", "when=month=cos", "when=hour=sin", "when=hour=cos", "start=hour=sin", "start=hour=cos"],
            info["feature_names"]!.AsArray().Select(name => (string)name!)
        );
        Assert.Equal(
            """{"start=hour":1,"when=hour":0.5,"when=month":0.5}""",
            info["options"]!["feature-weights"]!.ToJsonString()
        );
        work.Run("measure", "visits.som.npz", "visits.csv").Done();
        work.Run("report", "visits.som.npz", "visits.csv", "-o", "visits.html").Done();
        string page = File.ReadAllText(work.At("visits.html"));
        Assert.Contains("--date when=month,hour --date start=hour --date-order month-first", page, StringComparison.Ordinal);
        File.WriteAllText(work.At("later.csv"), "x,when,start\n1,12/31/2025,8:00\n2,31/12/2025,8:00\n");
        Assert.Contains(
            "fits day first only",
            work.Run("predict", "visits.som.npz", "later.csv").Error,
            StringComparison.Ordinal
        );
        result = work.Run("predict", "visits.som.npz", "later.csv", "--date-order", "month-first");
        Assert.Equal(3, result.Done().TrimEnd('\n').Split('\n').Length);
        Assert.Contains("1 cell ('31/12/2025') is not a valid date; treated as missing", result.Error, StringComparison.Ordinal);

        // One column alone, and none.
        result = work.Run("inspect", "visits.csv", "--date", "when=linear", "--json");
        var columns = JsonNode.Parse(result.Done())!["columns"]!;
        Assert.Equal(("date", "drop"), ((string)columns[1]!["use"]!, (string)columns[2]!["use"]!));
        Assert.Equal("""["linear"]""", columns[1]!["date_parts"]!.ToJsonString());
        File.WriteAllText(
            work.At("none.csv"),
            "x,y\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i % 7}.5,{i % 5}.5\n"))
        );
        Assert.Contains(
            "no column of dates was found for --date",
            work.Run("train", "none.csv", "-o", "none.som.npz", "--date", "linear", "--epochs", "20").Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("--as when=date", "--as when=date needs the parts of its dates; valid is --date when=month,weekday,linear")]
    [InlineData(
        "--date when=months",
        "--date: 'months' is not a part of dates; valid is year, month, day, weekday, yearday, hour, linear"
    )]
    [InlineData("--date x=year", "column 'x' contains numbers, not dates")]
    [InlineData("--date-order day-first", "--date-order is for dates that become features; name their parts with --date")]
    public void Dates_that_cannot_be_features_are_refused(string options, string expected)
    {
        File.WriteAllText(work.At("when.csv"), "x,when\n1,2024-01-01\n2,2024-01-02\n3,2024-01-04\n");
        var result = work.Run(["train", "when.csv", "-o", "when.som.npz", .. options.Split(' ')]);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    /// <summary>A column none of whose cells stands for anything is not trained on as one that is missing throughout.</summary>
    [Theory]
    [InlineData(
        "--date code=month",
        "column 1 ('code'): each of its 60 cells, such as 'k0', is not a valid date; valid forms of dates and times are 2024-01-31, "
    )]
    [InlineData(
        "--ordinal code=a,b",
        "column 1 ('code'): each of its 60 cells, such as 'k0', is not among a < b; valid is a list of its categories in ascending order"
    )]
    [InlineData("--ordinal kind=a,b", "column 'kind' contains none of a < b; its values are 'x', 'y'")]
    public void Columns_of_which_no_cell_is_understood_are_refused(string options, string expected)
    {
        string table = "x,code,kind\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 7}.5,k{i},{"xy"[i % 2]}\n"));
        File.WriteAllText(work.At("codes.csv"), table);
        string refused = work.Run(["train", "codes.csv", "-q", "-o", "codes.som.npz", .. options.Split(' ')]).Refused(1);
        Assert.Contains("codes.csv: " + expected, refused, StringComparison.Ordinal);
        Assert.False(File.Exists(work.At("codes.som.npz")));
        // One cell that is understood is enough.
        File.WriteAllText(work.At("codes.csv"), table.Replace("k7,", "2024-01-01,").Replace("k8,", "2024-02-01,"));
        if (options.StartsWith("--date", StringComparison.Ordinal))
            Assert.Contains(
                "58 cells ('k0', ",
                work.Run(["train", "codes.csv", "-o", "some.som.npz", .. options.Split(' ')]).Error,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void Columns_that_are_kept_stand_behind_the_results_as_they_are_in_the_file()
    {
        Trained(Table().Replace(",joined", ",label").Replace("2024-01-01", "=1+1"), "kept.som.npz");
        string[] Lines(params string[] keep) =>
            work.Run(["predict", "kept.som.npz", "table.csv", .. keep]).Done().TrimEnd('\n').Split('\n');
        string[] plain = Lines();
        string[] table = File.ReadAllText(work.At("table.csv")).TrimEnd('\n').Split('\n');
        string[] kept = Lines("--keep", "label,height,2");
        Assert.Equal(plain[0] + ",kept_label,height", kept[0]);
        for (int row = 1; row <= 90; row++)
        {
            string[] cells = table[row].Split(',');
            string date = cells[5] == "=1+1" ? "'=1+1" : cells[5];
            Assert.Equal($"{plain[row]},{date},{cells[2]}", kept[row]);
        }
        // The row number and the date: all others are features or the name.
        Assert.Equal(plain[0] + ",column_0,kept_label", Lines("--keep", "all")[0]);
        work.Run("predict", "kept.som.npz", "table.csv", "--keep", "label", "-o", "kept.parquet").Done();
        string joined = work.Run("inspect", "kept.parquet").Done();
        Assert.Contains("kept_label", joined, StringComparison.Ordinal);

        string Refused(int code, params string[] more) => work.Run(["predict", "kept.som.npz", .. more]).Refused(code);
        Assert.Contains("unknown column 'age'", Refused(1, "table.csv", "--keep", "age"), StringComparison.Ordinal);
        Assert.Contains("a second time", Refused(2, "-", "--keep", "all"), StringComparison.Ordinal);
        File.WriteAllText(work.At("gap.csv"), Table().Replace("1.50,", ",").Replace(",joined", ",label"));
        Assert.Contains(
            "--missing drop skips some",
            Refused(2, "gap.csv", "--keep", "label", "--missing", "drop"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            91,
            work.Run("predict", "kept.som.npz", "gap.csv", "--keep", "label").Done().TrimEnd('\n').Split('\n').Length
        );
        // Several files, whose columns are in another order.
        File.WriteAllText(work.At("b.csv"), "label,member,color,height,name\nlater,yes,red,1.6,x\n");
        string last = work.Run("predict", "kept.som.npz", "table.csv", "b.csv", "--keep", "label")
            .Done()
            .TrimEnd('\n')
            .Split('\n')[^1];
        Assert.StartsWith("x,", last, StringComparison.Ordinal);
        Assert.EndsWith(",later", last, StringComparison.Ordinal);
    }

    [Fact]
    public void The_form_of_the_text_is_given_once()
    {
        File.WriteAllText(work.At("semicolon.csv"), Table().Replace(',', ';').Replace('.', ','));
        work.Run("train", "semicolon.csv", "--decimal-comma", "-o", "comma.som.npz", "-q").Done();
        Trained(Table(), "point.som.npz");
        Assert.Equal(
            work.Run("predict", "point.som.npz", "table.csv").Done(),
            work.Run("predict", "comma.som.npz", "semicolon.csv").Done()
        );
    }

    [Fact]
    public void Standard_input_is_planned_too()
    {
        Trained(Table(), "file.som.npz");
        ToolProcess.RunWithInput(work.Folder, Table(), "train", "-", "-o", "input.som.npz", "-q").Done();
        Assert.Equal(File.ReadAllBytes(work.At("file.som.npz")), File.ReadAllBytes(work.At("input.som.npz")));
        ToolProcess.RunWithInput(work.Folder, Table(), "inspect", "-", "--json").Done();
    }

    [Fact]
    public void A_plan_is_inspected_changed_saved_and_followed()
    {
        File.WriteAllText(work.At("table.csv"), Table());
        string table = work.Run("inspect", "table.csv", "--plan", "plan.json").Done();
        foreach (string part in new[] { "height", "row number", "category", "blue, green, red" })
            Assert.Contains(part, table, StringComparison.Ordinal);
        Assert.Equal(
            "drop id number category yes/no drop",
            Uses(JsonNode.Parse(work.Run("inspect", "table.csv", "--json").Done())!)
        );
        Assert.Equal("drop id number category yes/no drop", Uses(JsonNode.Parse(File.ReadAllText(work.At("plan.json")))!));
        work.Run("inspect", "table.csv", "--as", "joined=id", "--drop", "1,color", "--plan", "changed.json", "-q").Done();
        Assert.Equal("drop drop number drop yes/no id", Uses(JsonNode.Parse(File.ReadAllText(work.At("changed.json")))!));

        var trained = work.Run("train", "table.csv", "--plan", "changed.json", "-o", "plan.som.npz");
        Assert.Equal(["height", "member"], Features("plan.som.npz", trained));
        trained = work.Run("train", "table.csv", "--as", "joined=id", "--drop", "1,color", "-o", "same.som.npz");
        Assert.Equal(["height", "member"], Features("same.som.npz", trained));
        Assert.Equal(File.ReadAllBytes(work.At("plan.som.npz")), File.ReadAllBytes(work.At("same.som.npz")));
        trained = work.Run("train", "table.csv", "--columns", "2-4", "-o", "range.som.npz");
        Assert.Equal(["height", "color=blue", "color=green", "color=red", "member"], Features("range.som.npz", trained));
        trained = work.Run("train", "table.csv", "--plan", "plan.json", "--label-column", "color", "-o", "l.som.npz");
        Assert.Equal(["height", "member"], Features("l.som.npz", trained));
    }

    [Fact]
    public void A_table_whose_columns_are_all_left_out_is_refused()
    {
        File.WriteAllText(work.At("two.csv"), "a,b\n1,2.5\n3,4.5\n2,7.5\n4,4.5\n5,1.5\n");
        Assert.Contains(
            "no column remains as a feature",
            work.Run("train", "two.csv", "--drop", "0,1", "-o", "two.som.npz").Refused(1),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "--as height=dates",
        "does not name a use of a column; valid is COLUMN=USE with number, category, yes/no, id, drop"
    )]
    [InlineData("--as height", "does not name a use of a column")]
    [InlineData("--as weight=drop", "unknown column 'weight'; valid is 'column_0', 'name', 'height'")]
    [InlineData("--drop weight", "unknown column 'weight'")]
    public void Wrong_changes_are_refused(string arguments, string part)
    {
        File.WriteAllText(work.At("table.csv"), Table());
        string[] all = ["train", "table.csv", "-o", "m.som.npz", .. arguments.Split(' ')];
        Assert.Contains(part, work.Run(all).Refused(2), StringComparison.Ordinal);
    }

    [Fact]
    public void All_columns_that_cannot_be_read_are_named_at_once()
    {
        string[] lines = Table().TrimEnd('\n').Split('\n');
        for (int row = 1; row < lines.Length; row++)
            lines[row] += (row == 7 ? "," : $",{row % 9}") + (row is 4 or 9 ? ",n.d." : $",{row % 11}");
        File.WriteAllLines(work.At("gaps.csv"), lines.Skip(1).Prepend(lines[0] + ",first,second"));
        var refused = work.Run("train", "gaps.csv", "--missing", "refuse", "-o", "m.som.npz", "-q");
        string line = refused.Refused(1);
        Assert.Contains("2 columns cannot be features as they are", line, StringComparison.Ordinal);
        Assert.Contains("column 6 ('first'): line 8, the cell is empty, --missing drop", line, StringComparison.Ordinal);
        Assert.Contains(
            "column 7 ('second'): line 5, 'n.d.' is not a finite number (2 such cells)",
            line,
            StringComparison.Ordinal
        );
        Assert.Contains("--drop first,second leaves them out", line, StringComparison.Ordinal);
        var trained = work.Run("train", "gaps.csv", "--missing", "drop", "--missing-text", "n.d.", "-o", "gaps.som.npz");
        Assert.Equal(7, Features("gaps.som.npz", trained).Length);
        Assert.Contains("3 of 90 rows are skipped", trained.Error, StringComparison.Ordinal);
        // The text that stands for a missing value is known from the map.
        work.Run("predict", "gaps.som.npz", "gaps.csv", "--missing", "drop").Done();
    }

    [Fact]
    public void Complete_numbers_are_trained_as_they_are()
    {
        string numbers = "a,b\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row % 7},{row * row % 23}\n"));
        File.WriteAllText(work.At("numbers.csv"), numbers);
        var result = work.Run("train", "numbers.csv", "-o", "numbers.som.npz");
        result.Done();
        Assert.DoesNotContain("column", result.Error, StringComparison.Ordinal);
        Assert.Null(SomMap.Load(work.At("numbers.som.npz")).TablePlan);
        work.Run("train", "numbers.csv", "--columns", "0,1", "-o", "named.som.npz").Done();
        Assert.Equal(File.ReadAllBytes(work.At("numbers.som.npz")), File.ReadAllBytes(work.At("named.som.npz")));
    }

    [Fact]
    public void Arrays_take_no_plan()
    {
        Assert.Contains("this is an array", work.Run("inspect", "shapes.npy").Refused(1), StringComparison.Ordinal);
        Assert.Contains(
            "are for tables",
            work.Run("train", "shapes.npy", "--drop", "0", "-o", "m.som.npz").Refused(2),
            StringComparison.Ordinal
        );
    }

    private string[] Features(string model, ToolResult trained)
    {
        trained.Done();
        return [.. SomMap.Load(work.At(model)).FeatureNames!];
    }

    private static string Uses(JsonNode plan) =>
        string.Join(' ', plan["columns"]!.AsArray().Select(column => (string?)column!["use"]));

    private string Trained(string table, string model)
    {
        File.WriteAllText(work.At("table.csv"), table);
        var result = work.Run("train", "table.csv", "-o", model);
        result.Done();
        return result.Error;
    }

    private static string Table() =>
        ",name,height,color,member,joined\n"
        + string.Concat(
            Enumerable
                .Range(0, 90)
                .Select(row =>
                    $"{row},person {row},1.{50 + (row * 7 % 41)},{Colors[row % 3]},{(row % 4 == 0 ? "yes" : "no")},2024-01-{1 + (row % 28):00}\n"
                )
        );
}
