using System.Net;

namespace Dbgsom.Cli.Tests;

/// <summary>The explorer as a process of its own.</summary>
public sealed class ExploreTests(Workspace work) : IClassFixture<Workspace>
{
    private static readonly HttpClient Client = new();

    [Theory]
    [InlineData]
    [InlineData("flowers.csv")]
    [InlineData("shapes.som.npz")]
    [InlineData("--folder", ".")]
    public async Task It_prints_its_address_and_ends_with_ctrl_c(params string[] args)
    {
        using var tool = ToolProcess.Start(work.Folder, ["explore", "--no-browser", .. args]);
        var address = new Uri(await tool.FirstLine());
        Assert.Matches(@"^http://127\.0\.0\.1:\d+/start\?token=[0-9a-f]{64}$", address.OriginalString);
        using (var page = await Client.GetAsync(address))
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        // A stream that is followed does not hold up the end.
        using var events = await Client.GetAsync(new Uri(address, "/api/events"), HttpCompletionOption.ResponseHeadersRead);
        tool.Interrupt();
        var result = tool.End();
        Assert.Equal(130, result.ExitCode);
        Assert.Contains("dbgsom: the explorer has ended", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("unexpected", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "does not exist", "absent.csv")]
    [InlineData(1, "is a folder", ".")]
    [InlineData(1, "does not exist", "--folder", "absent")]
    [InlineData(1, "not a map", "broken.som.npz")]
    [InlineData(1, "is not one of .npy", "notes.doc")]
    [InlineData(2, "--port", "--port", "70000")]
    [InlineData(2, "--max-upload", "--max-upload", "much")]
    [InlineData(2, "--max-upload", "--max-upload", "0")]
    [InlineData(2, "unknown option --prot", "--prot")]
    public void What_cannot_be_shown_is_refused(int code, string said, params string[] args)
    {
        File.WriteAllText(work.At("broken.som.npz"), "no archive");
        File.WriteAllText(work.At("notes.doc"), "nothing");
        Assert.Contains(said, work.Run(["explore", "--no-browser", .. args]).Refused(code), StringComparison.Ordinal);
    }

    /// <summary>Other commands are as quick to start as without it: they load neither server nor page.</summary>
    [Fact]
    public async Task Other_commands_load_nothing_of_it()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("what a process has loaded is read from /proc");
        static string[] Loaded(ToolProcess tool) =>
            [.. File.ReadLines($"/proc/{tool.Id}/maps").Select(line => Path.GetFileName(line.Split(' ')[^1]))];
        string[] ofTheExplorer =
        [
            "Dbgsom.Explorer.dll",
            "Microsoft.AspNetCore.dll",
            "Microsoft.AspNetCore.Server.Kestrel.Core.dll",
        ];

        using var waiting = ToolProcess.Start(work.Folder, "train", "-", "-o", "waiting.som.npz");
        Assert.True(SpinWait.SpinUntil(() => Loaded(waiting).Contains("Dbgsom.Files.dll"), TimeSpan.FromSeconds(30)));
        Assert.Empty(Loaded(waiting).Intersect(ofTheExplorer));
        waiting.Interrupt();
        waiting.End();

        using var explorer = ToolProcess.Start(work.Folder, "explore", "--no-browser");
        await explorer.FirstLine();
        Assert.Contains("Dbgsom.Explorer.dll", Loaded(explorer));
        explorer.Interrupt();
        explorer.End();
    }
}
