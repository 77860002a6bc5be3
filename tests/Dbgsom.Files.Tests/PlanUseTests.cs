namespace Dbgsom.Files.Tests;

/// <summary>Plans that are changed, saved and followed.</summary>
public sealed class PlanUseTests : IDisposable
{
    private static readonly string[] Colors = ["red", "green", "blue"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_table_is_read_by_its_plan()
    {
        var plan = TablePlan.Create([People()]);
        var loaded = DataFiles.Load([folder.At("people.csv")], plan.ApplyTo());
        Assert.Equal(["age", "color=blue", "color=green", "color=red", "member"], loaded.Data.FeatureNames!);
        Assert.Equal([21.0, 0, 1, 0, 0], Row(loaded, 1));
        Assert.Equal("person 1", loaded.Ids![1]);
        Assert.Equal(
            [
                "column 'name' (identifier): kept as name of the rows, texts that tell rows apart",
                "column 'color' (category): one feature per category, text with 3 different values that repeat",
                "column 'member' (yes/no): feature of 1 and 0, yes or no",
                "column 'joined' (date): left out, dates and times are not features; --date encodes them",
            ],
            plan.Notes
        );
    }

    [Fact]
    public void Decisions_can_be_changed()
    {
        var plan = TablePlan.Create([People()]).With("age", ColumnUse.Category).With("joined", ColumnUse.Id).Without(["color"]);
        Assert.Equal("drop category drop yes/no id", string.Join(' ', plan.Columns.Select(column => column.Use.Name)));
        Assert.DoesNotContain(plan.Notes, note => note.Contains("'age'", StringComparison.Ordinal));
        Assert.Equal(
            "drop drop drop yes/no drop",
            string.Join(' ', plan.Without(["0-2", "4"]).Columns.Select(one => one.Use.Name))
        );
        string message = Assert.Throws<ArgumentException>(() => plan.With("agee", ColumnUse.Drop)).Message;
        Assert.Contains("unknown column 'agee'; valid is 'name', 'age'", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => plan.With("age", ColumnUse.Label));
    }

    [Fact]
    public void Options_go_first()
    {
        string path = People();
        var options = new DataFileOptions { LabelColumn = "color", Columns = ["member", "0-1"] };
        var plan = TablePlan.Create([path], options);
        Assert.Equal("number number label yes/no drop", string.Join(' ', plan.Columns.Select(column => column.Use.Name)));
        plan = TablePlan.Create([path], new() { IdColumn = "joined", OneHot = ["age"] });
        Assert.Equal("drop category category yes/no id", string.Join(' ', plan.Columns.Select(column => column.Use.Name)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("age,member")]
    [InlineData("member,age")]
    public void A_plan_is_the_same_from_its_file(string? columns)
    {
        var options = new DataFileOptions { Columns = columns?.Split(','), MissingTexts = ["x", "-9"] };
        var plan = TablePlan.Create([People()], options);
        plan.Save(folder.At("plan.json"));
        var again = TablePlan.Load(folder.At("plan.json"));
        Assert.Equal(plan.ToJson(), again.ToJson());
        var (first, then) = (Load(plan), Load(again));
        Assert.Equal(first.Data.FeatureNames!, then.Data.FeatureNames!);
        Assert.Equal(columns is null ? "age" : columns.Split(',')[0], first.Data.FeatureNames![0]);
        Assert.Equal(first.Ids, then.Ids);
        Assert.Equal(["x", "-9"], again.MissingTexts!);
        Assert.Equal(["x", "-9"], again.ApplyTo().MissingTexts!);
        Assert.Equal(["y"], again.ApplyTo(new() { MissingTexts = ["y"] }).MissingTexts!);

        LoadedData Load(TablePlan by) => DataFiles.Load([folder.At("people.csv")], by.ApplyTo());
    }

    [Theory]
    [InlineData("""{"format":"other"}""", "'format' is 'other'")]
    [InlineData("[]", "a JSON object is expected")]
    [InlineData("{", "this is not JSON")]
    public void A_file_that_is_no_plan_is_refused(string json, string part)
    {
        Assert.Contains(
            part,
            Assert.Throws<InvalidDataException>(() => TablePlan.FromJson(json)).Message,
            StringComparison.Ordinal
        );
        string damaged = TablePlan.Create([People()]).ToJson().Replace("\"yes/no\"", "\"perhaps\"", StringComparison.Ordinal);
        string message = Assert.Throws<InvalidDataException>(() => TablePlan.FromJson(damaged)).Message;
        Assert.Contains("is 'perhaps'; valid is number, category, yes/no", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_table_is_read_as_the_first()
    {
        var plan = TablePlan.FromJson(TablePlan.Create([People()]).ToJson());
        string later = folder.Write("later.csv", "member,color,age,else\nYes,pink,30,7\nno,red,31,8\n");
        var options = new DataFileOptions { WantedFeatures = ["age", "color=blue", "color=green", "color=red", "member"] };
        var loaded = DataFiles.Load([later], plan.ApplyTo(options));
        Assert.Equal([30.0, 0, 0, 0, 1], Row(loaded, 0));
        Assert.Null(loaded.Ids);
        Assert.Equal("the map does not use 'else'", loaded.Notes[0]);
        Assert.Contains("does not know 'pink' of 'color'", loaded.Notes[1], StringComparison.Ordinal);
        Assert.Equal(2, loaded.Notes.Count);
        string lacking = folder.Write("lacking.csv", "name,color\na,red\n");
        Assert.Contains(
            "lacks 'age', 'member'",
            Assert
                .Throws<InvalidDataException>(() =>
                    DataFiles.Load([lacking], plan.ApplyTo(options with { RequiresAllFeatures = true }))
                )
                .Message,
            StringComparison.Ordinal
        );
        // Without a header the columns stand as in the first table.
        string bare = folder.Write("bare.csv", "person 9,30,red,yes,2024-01-01\n");
        Assert.Equal([30.0, 0, 0, 1, 1], Row(DataFiles.Load([bare], plan.ApplyTo(options)), 0));
    }

    /// <summary>A name that is a number is a name: what was left out behind it must not come in.</summary>
    [Fact]
    public void A_column_is_looked_for_by_its_name()
    {
        string path = folder.Write("years.csv", "2,0,1,id\n1.5,7,2.5,a\n2.5,7,3.5,b\n9.5,7,4.5,c\n");
        var named = new DataFileOptions { Header = HeaderMode.Yes };
        var plan = TablePlan.Create([path], named);
        Assert.Equal(["number", "drop", "number", "id"], plan.Columns.Select(column => column.Use.Name));
        Assert.Equal([1.5, 2.5, 2.5, 3.5, 9.5, 4.5], DataFiles.Load([path], plan.ApplyTo(named)).Data.ToArray().Cast<double>());
        string later = folder.Write("later.csv", "id,1,2\nx,20,10\ny,40,30\n");
        var loaded = DataFiles.Load([later], plan.ApplyTo(named with { WantedFeatures = ["2", "1"] }));
        Assert.Equal([10.0, 20, 30, 40], loaded.Data.ToArray().Cast<double>());
        Assert.Equal(["x", "y"], loaded.Ids!);
        string lacking = folder.Write("lacking.csv", "id,1,0\nx,20,10\n");
        Assert.Contains(
            "the file lacks '2', a feature of the map",
            Assert
                .Throws<InvalidDataException>(() =>
                    DataFiles.Load(
                        [lacking],
                        plan.ApplyTo(named with { RequiresAllFeatures = true, WantedFeatures = ["2", "1"] })
                    )
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>What a later file lacks is missing in its rows, in text, JSON, Parquet and Arrow alike.</summary>
    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    [InlineData("parquet")]
    [InlineData("arrow")]
    public void Columns_that_a_later_table_lacks_are_missing(string kind)
    {
        var plan = TablePlan.Create([People()]);
        var options = new DataFileOptions { WantedFeatures = ["age", "color=blue", "color=green", "color=red", "member"] };
        string path = folder.At("lacking." + kind);
        if (kind == "jsonl")
            File.WriteAllText(path, "{\"age\": 30}\n{\"age\": 31}\n");
        else
            GridFiles.Write(path, ["age"], [30], [31]);
        var loaded = DataFiles.Load([path], plan.ApplyTo(options));
        Assert.Equal(options.WantedFeatures, loaded.Data.FeatureNames!.Order(StringComparer.Ordinal));
        Assert.Equal(30, loaded.Data[0, 0]);
        Assert.All(Row(loaded, 1).Skip(1), value => Assert.True(double.IsNaN(value)));
        Assert.Contains("lacks 'color', 'member' of the map", Assert.Single(loaded.Notes), StringComparison.Ordinal);
        Assert.Contains(
            "lacks",
            Assert
                .Throws<InvalidDataException>(() =>
                    DataFiles.Load([path], plan.ApplyTo(options with { RequiresAllFeatures = true }))
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Throws<InvalidDataException>(() =>
            DataFiles.Load([path], plan.ApplyTo(options with { Missing = MissingCells.Refuse }))
        );
        // Of a map without a plan, too; categories that nobody named are another matter.
        var plain = DataFiles.Load([path], new() { WantedFeatures = ["height", "age"] });
        Assert.Equal([double.NaN, 30], Row(plain, 0));
        Assert.Contains(
            "name 'age' as one-hot",
            Assert
                .Throws<InvalidDataException>(() => DataFiles.Load([path], new() { WantedFeatures = ["age=30", "age"] }))
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Complete_numbers_need_no_plan()
    {
        Assert.True(Plan("a,b\n1,2\n3,5\n4,4\n").IsPlain);
        Assert.True(Plan("1,2\n3,5\n4,4\n").IsPlain);
        Assert.True(TablePlan.Create([People()], new() { Columns = ["age"] }).IsPlain);
        Assert.False(Plan("a,b\n1,2\n3,\n4,4\n").IsPlain);
        Assert.False(Plan("a,b\n1,2\n3,2\n4,2\n").IsPlain);
        Assert.False(TablePlan.Create([folder.At("a.csv")], new() { Delimiter = ',' }).IsPlain);

        TablePlan Plan(string text) => TablePlan.Create([folder.Write("a.csv", text)]);
    }

    [Fact]
    public void Arrays_have_no_plan()
    {
        Rows.NpyFile.Write(folder.At("a.npy"), DataMatrix.From([new double[] { 1, 2 }]));
        Assert.Contains(
            "this is an array",
            Assert.Throws<ArgumentException>(() => TablePlan.Create([folder.At("a.npy")])).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_look_can_be_canceled() =>
        Assert.Throws<OperationCanceledException>(() =>
            TablePlan.Create([People()], cancellationToken: new CancellationToken(true))
        );

    private string People() =>
        folder.Write(
            "people.csv",
            "name,age,color,member,joined\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 30)
                        .Select(i =>
                            $"person {i},{20 + (i * 7 % 13 % 12 * (i == 1 ? 0 : 1)) + (i == 1 ? 1 : 0)},{Colors[i % 3]},{(i % 4 == 0 ? "yes" : "no")},2024-01-{1 + (i % 28):00}\n"
                        )
                )
        );

    private static double[] Row(LoadedData loaded, int row) =>
        [.. Enumerable.Range(0, loaded.Data.ColumnCount).Select(column => loaded.Data[row, column])];
}
