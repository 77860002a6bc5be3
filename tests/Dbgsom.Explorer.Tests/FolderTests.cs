using System.Net;
using System.Text.Json.Nodes;

namespace Dbgsom.Explorer.Tests;

/// <summary>The page chooses from a list of the server's; no path comes from it.</summary>
public sealed class FolderTests : IDisposable
{
    private const string Rows = "a,b\n1,2\n3,4\n5,6\n7,8\n9,1\n";

    private readonly TemporaryFolder root = new();
    private readonly string folder;

    public FolderTests()
    {
        folder = Directory.CreateDirectory(root.At("data")).FullName;
        File.WriteAllText(root.At("secret.csv"), Rows);
        File.WriteAllText(Path.Combine(folder, "b.csv"), Rows);
        File.WriteAllText(Path.Combine(folder, "notes.txt"), Rows);
        File.WriteAllText(Path.Combine(folder, ".hidden.csv"), Rows);
        File.WriteAllText(Path.Combine(folder, "half.run.npz"), Rows);
        Directory.CreateDirectory(Path.Combine(folder, "sub"));
        File.WriteAllText(Path.Combine(folder, "sub", "a.tsv"), Rows);
    }

    public void Dispose() => root.Dispose();

    [Fact]
    public async Task Data_files_of_the_folder_are_listed_without_paths()
    {
        await using var site = await Site.Open(new ExplorerOptions { Folder = folder });
        var list = await site.Get("/api/files");
        Assert.Equal(["b.csv", "notes.txt", Path.Combine("sub", "a.tsv")], Names(list));
        Assert.DoesNotContain(root.Path, list.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(site.Server.FolderPath, list.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(list.ToJsonString(), (await site.Get("/api/files")).ToJsonString());
        File.WriteAllText(Path.Combine(folder, "c.csv"), Rows);
        Assert.Contains("c.csv", Names(await site.Get("/api/files")));
    }

    [Fact]
    public async Task Links_are_not_listed()
    {
        File.CreateSymbolicLink(Path.Combine(folder, "link.csv"), root.At("secret.csv"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "up"), root.Path);
        await using var site = await Site.Open(new ExplorerOptions { Folder = folder });
        Assert.Equal(["b.csv", "notes.txt", Path.Combine("sub", "a.tsv")], Names(await site.Get("/api/files")));
    }

    /// <summary>Reading a pipe waits for somebody to write to it.</summary>
    [Fact]
    public async Task A_pipe_is_not_listed_and_one_that_took_the_place_of_a_file_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes with names are those of Unix");
        Unix.MakePipe(Path.Combine(folder, "pipe.csv"));
        await using var site = await Site.Open(new ExplorerOptions { Folder = folder });
        Assert.Equal(["b.csv", "notes.txt", Path.Combine("sub", "a.tsv")], Names(await site.Get("/api/files")));
        string id = await Id(site, "b.csv");
        File.Delete(Path.Combine(folder, "b.csv"));
        Unix.MakePipe(Path.Combine(folder, "b.csv"));
        Assert.Equal(HttpStatusCode.NotFound, (await site.Post("/api/plan", new JsonObject { ["file"] = id })).Status);
    }

    /// <summary>A training that waits for a pipe does not end; the explorer does, and leaves no files.</summary>
    [Fact]
    public async Task A_training_that_does_not_end_does_not_keep_the_explorer()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes with names are those of Unix");
        string pipe = root.At("pipe.csv");
        Unix.MakePipe(pipe);
        var session = new Files.SessionFolder();
        var shelf = new Files.Shelf(session, null, null);
        var file = shelf.Add(new Files.ShelfFile(Files.FileOrigin.Upload, "pipe.csv", pipe));
        var explorer = new Training.ExplorerSession(session, shelf, new Training.TableLooks());
        explorer.Start(new Training.TrainingRequest { File = file.Id });
        // Opening waits for the reader, which then waits for bytes that do not come.
        using var writer = new FileStream(pipe, FileMode.Open, FileAccess.Write);
        await explorer.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.True(explorer.State.IsBusy);
        Assert.False(Directory.Exists(session.Path));
    }

    /// <summary>What is listed may be replaced before it is read.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_link_that_took_the_place_of_a_file_is_refused(bool above)
    {
        await using var site = await Site.Open(new ExplorerOptions { Folder = folder });
        string id = await Id(site, Path.Combine("sub", "a.tsv"));
        string sub = Path.Combine(folder, "sub");
        File.Move(Path.Combine(sub, "a.tsv"), root.At("a.tsv"));
        if (above)
        {
            Directory.Delete(sub);
            Directory.CreateSymbolicLink(sub, root.Path);
        }
        else
            File.CreateSymbolicLink(Path.Combine(sub, "a.tsv"), root.At("a.tsv"));
        foreach (string path in new[] { "/api/plan", "/api/start" })
        {
            var (status, answer) = await site.Post(path, new JsonObject { ["file"] = id });
            Assert.Equal(HttpStatusCode.NotFound, status);
            Assert.DoesNotContain(root.Path, answer.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("b.csv")]
    [InlineData("../secret.csv")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_path_is_no_id(string? file)
    {
        await using var site = await Site.Open(new ExplorerOptions { Folder = folder });
        foreach (string path in new[] { "/api/plan", "/api/start" })
            Assert.Equal(HttpStatusCode.NotFound, (await site.Post(path, new JsonObject { ["file"] = file })).Status);
    }

    [Fact]
    public async Task A_file_of_the_folder_is_trained_on_and_called_by_its_name()
    {
        await using var site = await Site.Open(new ExplorerOptions { Folder = folder });
        string id = await Id(site, "b.csv");
        var plan = await site.Plan(new JsonObject { ["file"] = id });
        Assert.Equal(["a", "b"], plan["columns"]!.AsArray().Select(column => (string)column!["name"]!));
        File.WriteAllText(Path.Combine(folder, "b.csv"), Rows + "1,inf\n");
        await site.Begin(new JsonObject { ["file"] = id });
        string message = (string)(await site.Until("Failed"))["message"]!;
        Assert.StartsWith("b.csv: line 7, column 1 ('b'): 'inf'", message, StringComparison.Ordinal);
    }

    private static string[] Names(JsonNode list) =>
        [.. list["files"]!.AsArray().Where(file => (string)file!["origin"]! == "Folder").Select(file => (string)file!["name"]!)];

    private static async Task<string> Id(Site site, string name) =>
        (string)(await site.Get("/api/files"))["files"]!.AsArray().Single(file => (string)file!["name"]! == name)!["id"]!;
}
