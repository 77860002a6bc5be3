using Dbgsom.Rows;

namespace Dbgsom.Cli.Tests;

/// <summary>Every signal that asks the process to end: it cleans up and says which it was. A second Ctrl-C or SIGTERM does not wait.</summary>
public sealed class SignalTests(Workspace work) : IClassFixture<Workspace>
{
    private const int Copies = 40;

    public static TheoryData<string, int> Signals =>
        new()
        {
            { "INT", 130 },
            { "TERM", 143 },
            { "HUP", 129 },
            { "QUIT", 131 },
        };

    [Theory]
    [MemberData(nameof(Signals))]
    public void A_run_is_saved(string signal, int code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are those of Unix");
        if (!File.Exists(work.At("many.npy")))
            NpyFile.Write(work.At("many.npy"), DataMatrix.Concatenate([.. Enumerable.Repeat(SampleData.Shapes(), Copies)]));
        string run = $"{signal}.run.npz";
        using var tool = ToolProcess.Start(work.Folder, "train", "many.npy", "-o", $"{signal}.som.npz", "--checkpoint", run);
        SpinWait.SpinUntil(() => File.Exists(work.At(run)) || tool.HasExited, TimeSpan.FromSeconds(60));
        tool.Signal(signal);
        Assert.Contains("--resume", tool.End().Refused(code), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Signals))]
    public async Task The_explorer_leaves_nothing_behind(string signal, int code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are those of Unix");
        string temporary = Directory.CreateDirectory(work.At($"tmp-{signal}")).FullName;
        using var tool = ToolProcess.StartWith(work.Folder, ("TMPDIR", temporary), "explore", "--no-browser");
        await tool.FirstLine();
        Assert.Single(Directory.GetDirectories(temporary, "dbgsom-explorer-*"));
        tool.Signal(signal);
        Assert.Equal(code, tool.End().ExitCode);
        Assert.Empty(Directory.GetDirectories(temporary, "dbgsom-explorer-*"));
    }

    /// <summary>The command waits for a pipe that nobody writes to, and looks at no token.</summary>
    [Theory]
    [InlineData("INT", "INT", 130)]
    [InlineData("TERM", "INT", 130)]
    [InlineData("INT", "TERM", 143)]
    public void A_second_signal_ends_the_process(string first, string second, int code)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "what a process ignores is read from /proc");
        string pipe = work.At("nobody.som.npz");
        if (!File.Exists(pipe))
            Unix.MakePipe(pipe);
        using var tool = ToolProcess.Start(work.Folder, "info", pipe);
        Assert.True(SpinWait.SpinUntil(() => Catches(tool), TimeSpan.FromSeconds(60)));
        tool.Signal(first);
        // From now on the system ends it.
        Assert.True(SpinWait.SpinUntil(() => !Catches(tool), TimeSpan.FromSeconds(60)));
        Assert.False(tool.HasExited);
        tool.Signal(second);
        Assert.Equal(code, tool.End().ExitCode);
    }

    /// <summary>A terminal that closes may send it twice.</summary>
    [Fact]
    public void A_second_hangup_does_not_end_the_process()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "what a process ignores is read from /proc");
        using var tool = ToolProcess.Start(work.Folder, "train", "-", "-o", "x.som.npz");
        Assert.True(SpinWait.SpinUntil(() => Catches(tool), TimeSpan.FromSeconds(60)));
        tool.Signal("HUP");
        tool.Signal("HUP");
        Assert.Contains("interrupted", tool.End().Refused(129), StringComparison.Ordinal);
    }

    /// <summary>Returns whether the process has its own handlers: for SIGTERM, which the runtime leaves alone, and for SIGHUP, which comes last.</summary>
    private static bool Catches(ToolProcess tool)
    {
        const long Handlers = (1 << (15 - 1)) | (1 << (1 - 1));
        string caught = File.ReadLines($"/proc/{tool.Id}/status")
            .First(line => line.StartsWith("SigCgt:", StringComparison.Ordinal));
        return (Convert.ToInt64(caught["SigCgt:".Length..].Trim(), 16) & Handlers) == Handlers;
    }
}
