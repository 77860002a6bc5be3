using System.Net;
using System.Text.Json.Nodes;
using Dbgsom.Naming;
using Dbgsom.Options;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Training;

namespace Dbgsom.Explorer.Tests;

/// <summary>From samples to map by way of the page's requests.</summary>
public sealed class TrainingTests
{
    private const int Neurons = 40;

    [Fact]
    public async Task Text_is_read_in_the_encoding_and_with_the_header_that_are_chosen()
    {
        await using var site = await Site.Open();
        string rows = string.Concat(
            Enumerable
                .Range(0, 40)
                .Select(row => $"{Shapes[row, 0]:R},{Shapes[row, 1]:R},{(row % 2 == 0 ? "M\u00fcller" : "M\u00f6ller")}\n")
        );
        var (_, file) = await site.Upload("latin1.csv", System.Text.Encoding.Latin1.GetBytes("2001,2002,2003\n" + rows));
        string id = (string)file["id"]!;
        string error = (string)(await site.Post("/api/plan", new JsonObject { ["file"] = id })).Content["error"]!;
        Assert.Contains("latin1.csv: line 2, column 2: ", error, StringComparison.Ordinal);
        Assert.Contains("--encoding latin1", error, StringComparison.Ordinal);
        var plan = await site.Plan(
            new JsonObject
            {
                ["file"] = id,
                ["encoding"] = "latin1",
                ["header"] = "yes",
            }
        );
        Assert.Equal(["2001", "2002", "2003"], plan["columns"]!.AsArray().Select(column => (string)column!["name"]!));
        var (_, odd) = await site.Post("/api/plan", new JsonObject { ["file"] = id, ["encoding"] = "odd" });
        Assert.Contains("utf-8, utf-16, latin1, windows-1252", (string)odd["error"]!, StringComparison.Ordinal);

        using var events = await site.Follow();
        await site.Begin(
            new JsonObject
            {
                ["file"] = id,
                ["encoding"] = "latin1",
                ["header"] = "yes",
                ["uses"] = new JsonObject { ["2003"] = "label" },
                ["classify"] = true,
                ["fullSpeed"] = true,
            }
        );
        await events.Until("Done", "Failed");
        string page = System.Text.Encoding.UTF8.GetString(await site.Bytes("/api/report.html"));
        Assert.Contains("--encoding latin1", page, StringComparison.Ordinal);
        string model = Path.GetTempFileName();
        await File.WriteAllBytesAsync(model, await site.Bytes("/api/model"), TestContext.Current.CancellationToken);
        Assert.Equal(["Müller", "Möller"], SomMap.Load(model).Classes!.Names.OrderDescending(StringComparer.Ordinal));
        File.Delete(model);
    }

    [Fact]
    public async Task From_upload_to_report()
    {
        await using var site = await Site.Open();
        string rows =
            "x,y,shape\n"
            + string.Concat(
                Enumerable
                    .Range(0, 2400)
                    .Select(row => $"{Shapes[row, 0]:R},{Shapes[row, 1]:R},s{SampleData.ShapeLabels()[row]}\n")
            );
        var (_, file) = await site.Upload("my shapes.csv", rows);
        var plan = await site.Plan(new JsonObject { ["file"] = (string)file["id"]! });
        Assert.Equal("{\"shape\":\"label\"}", plan["uses"]!.ToJsonString());
        Assert.Equal(["number", "number", "label"], plan["columns"]!.AsArray().Select(column => (string)column!["use"]!));

        using var events = await site.Follow();
        var request = new JsonObject
        {
            ["file"] = (string)file["id"]!,
            ["uses"] = plan["uses"]!.DeepClone(),
            ["classify"] = true,
            ["options"] = new JsonObject { ["target-neurons"] = "80" },
        };
        await site.Begin(request);
        var all = await events.Until("Done", "Failed");
        CheckOrder(all);

        var map = new SomClassifier(SomOptions.Default with { TargetNeurons = 80 }).FitMap(
            Shapes,
            ClassLabels.From([.. SampleData.ShapeLabels().Select(label => $"s{label}")])
        );
        Assert.Equal(Saved(map), await site.Bytes("/api/model"));
        var report = await site.Get("/api/report");
        Assert.Equal(map.Neurons.Count, report["map"]!["x"]!.AsArray().Count);
        Assert.Contains("my shapes.csv", (string)report["title"]!, StringComparison.Ordinal);
        Assert.StartsWith(
            "<!doctype html>",
            System.Text.Encoding.UTF8.GetString(await site.Bytes("/api/report.html")),
            StringComparison.Ordinal
        );
        foreach (var kind in (await site.Get("/api/setup"))["figures"]!.AsArray())
        {
            Assert.Equal(
                [0x89, (byte)'P', (byte)'N', (byte)'G'],
                (await site.Bytes($"/api/figure/{(string)kind!["name"]!}.png"))[..4]
            );
            Assert.Contains(
                "<svg",
                System.Text.Encoding.UTF8.GetString(await site.Bytes($"/api/figure/{(string)kind["name"]!}.svg")),
                StringComparison.Ordinal
            );
        }
    }

    /// <summary>Even a small map, trained in the blink of an eye, is seen to grow.</summary>
    private static void CheckOrder(List<Event> all)
    {
        Assert.Equal(all.Select(what => what.Id).Order().Distinct(), all.Select(what => what.Id));
        Assert.Equal("state", all[0].Name);
        string[] activities = [.. all.Where(what => what.Name == "state").Select(what => (string)what.Data["activity"]!)];
        Assert.Equal(
            ["Idle", "Loading", "Training", "Finishing", "Done"],
            activities.Where((now, i) => i == 0 || activities[i - 1] != now)
        );
        int[] sizes = [.. all.Where(what => what.Name == "snapshot").Select(what => what.Data["map"]!["x"]!.AsArray().Count)];
        Assert.True(sizes.Length >= 5, $"{sizes.Length} snapshots");
        Assert.True(sizes.Distinct().Count() >= 5, string.Join(", ", sizes));
        Assert.Equal(sizes.Order(), sizes);
        Assert.True(
            all.FindIndex(what => what.Name == "snapshot") > all.FindIndex(what => (string?)what.Data["activity"] == "Training")
        );
    }

    [Theory]
    [InlineData("none")]
    [InlineData("all")]
    public async Task Stopped_and_resumed_it_is_the_identical_map(string pointerSearch)
    {
        await using var site = await Site.Open();
        var request = await site.Shapes(Neurons, fullSpeed: false);
        request["options"]!["pointer-search"] = pointerSearch;
        await site.Begin(request);
        for (int stops = 0; stops < 2; stops++)
        {
            using (var events = await site.Follow())
                for (int seen = 0; seen < 2; )
                    seen += (await events.Next())!.Name == "snapshot" ? 1 : 0;
            Assert.Equal(HttpStatusCode.Accepted, (await site.Post("/api/stop")).Status);
            var stopped = await site.Until("Stopped", "Done");
            Assert.True((bool)stopped["canResume"]!);
            Assert.Equal(HttpStatusCode.NotFound, (await site.Send(HttpMethod.Get, "/api/model")).StatusCode);
            Assert.Equal(HttpStatusCode.Accepted, (await site.Post("/api/resume")).Status);
        }
        Assert.Equal(HttpStatusCode.Accepted, (await site.Post("/api/pace", new JsonObject { ["fullSpeed"] = true })).Status);
        await site.Until("Done");
        var options = SomOptions.Default with { TargetNeurons = Neurons, PointerSearch = Named.Parse<PhaseScope>(pointerSearch) };
        Assert.Equal(Saved(new SomVq(options).Fit(Shapes)), await site.Bytes("/api/model"));
    }

    [Fact]
    public async Task One_training_at_a_time()
    {
        await using var site = await Site.Open();
        // A large map, slowly: it is in the making for long enough on any machine.
        var request = await site.Shapes(1000, fullSpeed: false);
        await site.Begin(request);
        var (status, answer) = await site.Post("/api/start", request.DeepClone());
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("shapes.csv is running; stop it first", (string)answer["error"]!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await site.Post("/api/resume")).Status);
        // Stopped before the first epoch, there would be nothing to go on with.
        using (var events = await site.Follow())
            while ((await events.Next())!.Name != "snapshot") { }
        await site.Post("/api/stop");
        await site.Until("Stopped");
        Assert.Equal(HttpStatusCode.Conflict, (await site.Post("/api/stop")).Status);
        await site.Begin(await site.Shapes(Neurons, fullSpeed: true));
        await site.Until("Done");
        Assert.Equal(HttpStatusCode.Conflict, (await site.Post("/api/resume")).Status);
    }

    [Fact]
    public async Task A_page_loaded_again_finds_the_training()
    {
        await using var site = await Site.Open();
        var request = await site.Shapes(Neurons, fullSpeed: false);
        await site.Begin(request);
        using (var first = await site.Follow())
            while ((await first.Next())!.Name != "snapshot") { }
        using var second = await site.Follow();
        var state = (await second.Next())!;
        var snapshot = (await second.Next())!;
        Assert.Equal(("state", "Training"), (state.Name, (string)state.Data["activity"]!));
        Assert.Equal((string)request["file"]!, (string)state.Data["request"]!["file"]!);
        Assert.Equal("40", (string)state.Data["request"]!["options"]!["target-neurons"]!);
        Assert.Equal("snapshot", snapshot.Name);
        Assert.True(snapshot.Data["map"]!["x"]!.AsArray().Count >= 4);
        Assert.True((await site.Get("/api/snapshot"))["map"] is not null);
    }

    [Theory]
    [InlineData("target-neurons", "2", "target-neurons is 2; valid is a whole number from 4")]
    [InlineData("decay", "slow", "decay is slow; valid is one of")]
    [InlineData("weighting", "uniform", "unknown option 'weighting'")]
    [InlineData("growth-criterion", "entropy", "label column")]
    public async Task A_wrong_option_is_named(string option, string value, string said)
    {
        await using var site = await Site.Open();
        var request = new JsonObject
        {
            ["file"] = await site.Chosen(),
            ["options"] = new JsonObject { ["lambda"] = "1", [option] = value },
        };
        var (status, answer) = await site.Post("/api/start", request);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(said, (string)answer["error"]!, StringComparison.Ordinal);
        Assert.Equal("Idle", (string)(await site.Get("/api/state"))["activity"]!);
    }

    [Fact]
    public async Task A_failure_is_shown_and_the_next_training_goes_well()
    {
        await using var site = await Site.Open();
        var (_, file) = await site.Upload("gap.csv", "a,b\n1,2\n3,4\n5,6\n7,inf\n9,1\n");
        await site.Begin(new JsonObject { ["file"] = (string)file["id"]! });
        string message = (string)(await site.Until("Failed"))["message"]!;
        Assert.StartsWith("gap.csv: line 5, column 1 ('b')", message, StringComparison.Ordinal);
        await site.Begin(await site.Shapes(Neurons, fullSpeed: true));
        await site.Until("Done");
    }

    [Fact]
    public async Task Every_option_a_person_sets_is_offered_with_its_range()
    {
        await using var site = await Site.Open();
        var options = (await site.Get("/api/setup"))["options"]!.AsArray();
        Assert.Equal(
            SomOption.All.Where(option => !option.IsQuirk).Select(option => (option.Name, option.Description, option.Valid)),
            options.Select(o => ((string)o!["name"]!, (string)o["description"]!, (string)o["valid"]!))
        );
        // What is offered is taken.
        var request = await site.Shapes(Neurons, fullSpeed: true);
        foreach (var option in options.Where(o => (string)o!["name"]! is not ("target-neurons" or "lambda" or "epochs")))
            request["options"]![(string)option!["name"]!] = (string)option["default"]!;
        await site.Begin(request);
        await site.Until("Done");
    }

    [Fact]
    public async Task A_saved_map_is_shown_at_once_and_can_be_opened_from_an_upload()
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("flowers.som.npz");
        var map = new SomVq(SomOptions.Default with { TargetNeurons = Neurons }).Fit(Shapes);
        map.Save(path);
        await using var site = await Site.Open(new ExplorerOptions { File = path });
        var state = await site.Until("Done");
        Assert.Equal("flowers.som.npz", (string)state["title"]!);
        Assert.Equal(map.Neurons.Count, (await site.Get("/api/report"))["map"]!["x"]!.AsArray().Count);
        Assert.Equal(File.ReadAllBytes(path), await site.Bytes("/api/model"));
        using var needsData = await site.Send(HttpMethod.Get, "/api/figure/network.png");
        Assert.Equal(HttpStatusCode.BadRequest, needsData.StatusCode);

        var (_, file) = await site.Upload("again.som.npz", File.ReadAllBytes(path));
        Assert.True((bool)file["isModel"]!);
        Assert.Equal(
            HttpStatusCode.Accepted,
            (await site.Post("/api/open", new JsonObject { ["file"] = (string)file["id"]! })).Status
        );
        Assert.Equal("again.som.npz", (string)(await site.Get("/api/state"))["title"]!);
        var (status, _) = await site.Post("/api/start", new JsonObject { ["file"] = (string)file["id"]! });
        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Fact]
    public async Task At_the_end_training_streams_and_files_are_gone()
    {
        var site = await Site.Open();
        string folder = site.Server.FolderPath;
        await site.Begin(await site.Shapes(Neurons, fullSpeed: false));
        using var events = await site.Follow();
        while ((await events.Next())!.Name != "snapshot") { }
        await site.Server.DisposeAsync();
        try
        {
            while (await events.Next() is not null) { }
        }
        catch (IOException)
        {
            // Cut off is ended, too.
        }
        Assert.False(Directory.Exists(folder));
        await Assert.ThrowsAsync<HttpRequestException>(() => site.Send(HttpMethod.Get, "/"));
    }

    private static DataMatrix Shapes { get; } = SampleData.Shapes();

    private static byte[] Saved(SomMap map)
    {
        string path = Path.GetTempFileName();
        map.Save(path);
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }
}
