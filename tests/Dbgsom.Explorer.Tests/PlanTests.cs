using System.Net;
using System.Text.Json.Nodes;
using Dbgsom.Files;
using Dbgsom.Rows;

namespace Dbgsom.Explorer.Tests;

/// <summary>The columns of a table as the page shows them, changes them and trains on them.</summary>
public sealed class PlanTests : IDisposable
{
    private static readonly string[] Colors = ["red", "green", "blue"];
    private readonly TemporaryFolder folder = new();

    public PlanTests() => File.WriteAllText(Table, Text());

    private string Table => folder.At("people.csv");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_plan_is_that_of_the_tool()
    {
        await using var site = await Site.Open(new ExplorerOptions { File = Table });
        var content = await site.Plan(new JsonObject { ["file"] = await site.Chosen() });
        var plan = TablePlan.Create([Table]);
        Assert.Equal(
            plan.Columns.Select(column => (column.Name, column.Role.Name, column.Use.Name, column.Reason, column.MissingCount)),
            Columns(content)
                .Select(c =>
                    ((string)c["name"]!, (string)c["role"]!, (string)c["use"]!, (string)c["reason"]!, (long)c["missing"]!)
                )
        );
        Assert.Equal(["drop", "id", "number", "category", "yes/no", "drop"], Uses(content));
        Assert.Equal(2, (long)Columns(content)[2]["missing"]!);
        Assert.Equal((1.5, 1.9), ((double)Columns(content)[2]["minimum"]!, (double)Columns(content)[2]["maximum"]!));
        Assert.Equal("[\"blue\",\"green\",\"red\"]", Columns(content)[3]["values"]!.ToJsonString());
        Assert.Equal((6, 3, 90), ((int)content["count"]!, (int)content["features"]!, (int)content["rows"]!));
        Assert.Equal("{}", content["uses"]!.ToJsonString());
    }

    [Fact]
    public async Task Training_follows_the_plan_and_the_map_keeps_it()
    {
        await using var site = await Site.Open(new ExplorerOptions { File = Table });
        await site.Begin(Request(await site.Chosen(), null));
        await site.Until("Done", "Failed");
        Assert.Equal(Saved(TablePlan.Create([Table])), await site.Bytes("/api/model"));
        var report = await site.Get("/api/report");
        Assert.Equal("name", (string)report["samples"]!["idName"]!);
        Assert.Equal("person 0", (string)report["samples"]!["id"]![0]!);
        Assert.Equal(6, (int)report["columns"]!["count"]!);
    }

    [Fact]
    public async Task What_a_person_changes_is_shown_trained_kept_and_told_the_tool()
    {
        await using var site = await Site.Open(new ExplorerOptions { File = Table });
        var uses = new JsonObject
        {
            ["joined"] = "id",
            ["color"] = "label",
            ["member"] = "category",
        };
        var request = Request(await site.Chosen(), uses);
        var content = await site.Plan(request.DeepClone());
        Assert.Equal(["drop", "drop", "number", "label", "category", "id"], Uses(content));
        Assert.Equal(uses.ToJsonString(), content["uses"]!.ToJsonString());
        Assert.Equal("chosen", (string)Columns(content)[4]["reason"]!);

        request["classify"] = true;
        await site.Begin(request);
        await site.Until("Done", "Failed");
        string model = folder.At("map.som.npz");
        File.WriteAllBytes(model, await site.Bytes("/api/model"));
        var map = SomMap.Load(model);
        Assert.Equal(["height", "member=no", "member=yes"], map.FeatureNames!);
        Assert.Equal(["blue", "green", "red"], map.Classes!.Names);
        Assert.Equal(
            ["drop", "drop", "number", "label", "category", "id"],
            TablePlan.FromMap(map)!.Columns.Select(column => column.Use.Name)
        );
        string command = (string)(await site.Get("/api/report"))["settings"]!["command"]!;
        Assert.StartsWith(
            "dbgsom train people.csv --as joined=id --as member=category --label-column color ",
            command,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Categories_are_put_in_order_trained_by_it_and_told_the_tool()
    {
        await using var site = await Site.Open(new ExplorerOptions { File = Table });
        var request = Request(await site.Chosen(), new JsonObject { ["color"] = "ordinal" });
        var color = Columns(await site.Plan(request.DeepClone()))[3];
        Assert.Equal(("ordinal", "blue,green,red"), ((string)color["use"]!, (string)color["list"]!));
        request["lists"] = new JsonObject { ["color"] = "red, green,blue" };
        color = Columns(await site.Plan(request.DeepClone()))[3];
        Assert.Equal("red,green,blue", (string)color["list"]!);
        Assert.Equal("the position in red < green < blue, from 0", (string)color["reason"]!);
        await site.Begin(request);
        await site.Until("Done", "Failed");
        Assert.Equal(
            Saved(TablePlan.Create([Table]).WithOrder(new("color", ["red", "green", "blue"]))),
            await site.Bytes("/api/model")
        );
        string command = (string)(await site.Get("/api/report"))["settings"]!["command"]!;
        Assert.StartsWith("dbgsom train people.csv --ordinal color=red,green,blue ", command, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_of_dates_are_proposed_changed_trained_and_told_the_tool()
    {
        await using var site = await Site.Open(new ExplorerOptions { File = Table });
        var request = Request(await site.Chosen(), new JsonObject { ["joined"] = "date" });
        Assert.Equal("month,weekday,linear", (string)Columns(await site.Plan(request.DeepClone()))[5]["list"]!);
        request["lists"] = new JsonObject { ["joined"] = "yearday, linear" };
        var joined = Columns(await site.Plan(request.DeepClone()))[5];
        Assert.Equal(("date", "yearday,linear"), ((string)joined["use"]!, (string)joined["list"]!));
        await site.Begin(request);
        await site.Until("Done", "Failed");
        Assert.Equal(
            Saved(TablePlan.Create([Table]).WithDates(DateColumn.Parse("joined=yearday,linear"))),
            await site.Bytes("/api/model")
        );
        string command = (string)(await site.Get("/api/report"))["settings"]!["command"]!;
        Assert.StartsWith("dbgsom train people.csv --date joined=yearday,linear ", command, StringComparison.Ordinal);
        request["lists"] = new JsonObject { ["joined"] = "season" };
        Assert.Contains(
            "'season' is not a part of dates; valid is year, month",
            (string)(await site.Post("/api/plan", request)).Content["error"]!,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_column_that_cannot_be_used_says_why_and_another_use_mends_it()
    {
        await using var site = await Site.Open();
        string rows = string.Concat(Enumerable.Range(0, 40).Select(row => $"{row * 7 % 13}.5,{row * 5 % 11}.25\n"));
        var (_, file) = await site.Upload("slip.csv", "a,b\n" + rows + "oops,3\n");
        var request = new JsonObject { ["file"] = (string)file["id"]! };
        var content = await site.Plan(request);
        Assert.Equal("line 42, 'oops' is not a finite number", (string)Columns(content)[0]["problem"]!);
        Assert.Null(Columns(content)[1]["problem"]);
        request["uses"] = new JsonObject { ["a"] = "drop" };
        content = await site.Plan(request);
        Assert.All(Columns(content), column => Assert.Null(column["problem"]));
        await site.Begin(request);
        Assert.Equal("Done", (string)(await site.Until("Done", "Failed"))["activity"]!);
    }

    [Fact]
    public async Task A_column_named_as_labels_are_is_proposed_where_it_has_few_values_and_all()
    {
        await using var site = await Site.Open();
        async Task<string> Proposed(string name, string cells)
        {
            string[] kinds = cells.Split(' ');
            string rows = string.Concat(
                Enumerable.Range(0, 120).Select(row => $"{row * 7 % 13}.5,{kinds[row % kinds.Length]}\n")
            );
            var (_, file) = await site.Upload("kinds.csv", $"a,{name}\n{rows}");
            return (await site.Plan(new JsonObject { ["file"] = (string)file["id"]! }))["uses"]!.ToJsonString();
        }
        Assert.Equal("{\"Species\":\"label\"}", await Proposed("Species", "s t u"));
        Assert.Equal("{\"class\":\"label\"}", await Proposed("class", "1 2"));
        Assert.Equal("{}", await Proposed("kind", "s t u"));
        Assert.Equal("{}", await Proposed("class", "s t NA"));
        Assert.Equal("{}", await Proposed("target", string.Join(' ', Enumerable.Range(0, 60).Select(i => $"{i}.25"))));
    }

    [Fact]
    public async Task The_columns_of_an_array_are_numbers()
    {
        string array = folder.At("a.npy");
        var samples = DataMatrix.From([.. Enumerable.Range(0, 60).Select(i => new[] { i * 7 % 13, i * 5 % 11, i % 3.0 })]);
        NpyFile.Write(array, samples);
        await using var site = await Site.Open(new ExplorerOptions { File = array });
        var request = Request(await site.Chosen(), new JsonObject { ["1"] = "drop", ["2"] = "label" });
        var content = await site.Plan(request.DeepClone());
        Assert.Equal(["number", "drop", "label"], Uses(content));
        Assert.Equal("[\"number\",\"label\",\"weight\",\"drop\"]", content["choices"]!.ToJsonString());
        await site.Begin(request.DeepClone());
        await site.Until("Done", "Failed");
        var report = await site.Get("/api/report");
        Assert.Equal(1, (int)report["features"]!["count"]!);
        Assert.Null(report["columns"]);
        Assert.StartsWith(
            "dbgsom train a.npy --columns 0 --label-column 2 ",
            (string)report["settings"]!["command"]!,
            StringComparison.Ordinal
        );
        request["uses"] = new JsonObject { ["1"] = "category" };
        Assert.Contains(
            "column '1' cannot be used as category; valid is number, label, weight, drop",
            (string)(await site.Post("/api/plan", request)).Content["error"]!,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("height", "dates", "number, category, yes/no, ordinal, date, id, drop, label, weight")]
    [InlineData("height", "date", "column 'height' contains numbers, not dates")]
    [InlineData("height", "ordinal", "column 'height' has no texts to order")]
    [InlineData("age", "drop", "unknown column 'age'; valid is 'column_0', 'name', 'height'")]
    [InlineData("age", "label", "people.csv: unknown column 'age'")]
    public async Task A_wrong_choice_is_named(string column, string use, string said)
    {
        await using var site = await Site.Open(new ExplorerOptions { File = Table });
        var (status, answer) = await site.Post("/api/plan", Request(await site.Chosen(), new JsonObject { [column] = use }));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(said, (string)answer["error"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Path, (string)answer["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_changed_is_looked_over_again()
    {
        await using var site = await Site.Open(new ExplorerOptions { File = Table });
        var request = new JsonObject { ["file"] = await site.Chosen() };
        Assert.Equal(90, (int)(await site.Plan(request))["rows"]!);
        File.AppendAllText(Table, "90,last,1.7,red,no,2024-02-01\n");
        Assert.Equal(91, (int)(await site.Plan(request))["rows"]!);
    }

    [Fact]
    public async Task Classes_need_a_label()
    {
        await using var site = await Site.Open(new ExplorerOptions { File = Table });
        var request = Request(await site.Chosen(), null);
        request["classify"] = true;
        await site.Begin(request);
        Assert.Contains("label column", (string)(await site.Until("Done", "Failed"))["message"]!, StringComparison.Ordinal);
    }

    private static JsonObject Request(string file, JsonObject? uses) =>
        new()
        {
            ["file"] = file,
            ["uses"] = uses,
            ["fullSpeed"] = true,
            ["options"] = new JsonObject { ["target-neurons"] = "20" },
        };

    private static JsonNode[] Columns(JsonNode content) => [.. content["columns"]!.AsArray().Select(column => column!)];

    private static IEnumerable<string> Uses(JsonNode content) => Columns(content).Select(column => (string)column["use"]!);

    /// <summary>The map of the table by a plan, as the library trains it.</summary>
    private byte[] Saved(TablePlan plan)
    {
        var loaded = DataFiles.Load([Table], plan.ApplyTo());
        var map = new SomVq(loaded.Weigh(SomOptions.Default with { TargetNeurons = 20 })).Fit(loaded.Data);
        using var stream = new MemoryStream();
        map.WithTablePlan(plan.ToJson()).Save(stream);
        return stream.ToArray();
    }

    private static string Text() =>
        ",name,height,color,member,joined\n"
        + string.Concat(
            Enumerable
                .Range(0, 90)
                .Select(row =>
                    $"{row},person {row},{(row is 4 or 17 ? "" : $"1.{50 + (row * 7 % 41)}")},{Colors[row % 3]},{(row % 4 == 0 ? "yes" : "no")},2024-01-{1 + (row % 28):00}\n"
                )
        );
}
