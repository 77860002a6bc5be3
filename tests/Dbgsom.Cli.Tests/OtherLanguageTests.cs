using System.Diagnostics;

namespace Dbgsom.Cli.Tests;

/// <summary>The scripts in examples/pipes, run as a person runs them. Where their language is not installed they are skipped.</summary>
[Needs(Need.Program)]
public sealed class OtherLanguageTests(Workspace work) : IClassFixture<Workspace>
{
    private static readonly string[] Pythons = ["/usr/bin/python3", "python3"];

    [Fact]
    public void Python_trains_and_predicts_through_pipes()
    {
        string[] lines = Lines(Run(Python(""), Script("pipes.py"), Tool));
        Assert.StartsWith("150 rows on ", lines[0], StringComparison.Ordinal);
        Assert.Equal(150, lines[1..].Sum(Count));
        Assert.Equal(50, lines[1..].Where(line => line.StartsWith("setosa: ", StringComparison.Ordinal)).Sum(Count));
    }

    [Fact]
    public void Python_is_told_what_is_wrong()
    {
        string message = Run(Python(""), Script("pipes.py"), Path.Combine(work.Folder, "absent")).Error;
        Assert.Contains("absent", message, StringComparison.Ordinal);
    }

    [Fact]
    public void R_trains_and_predicts_through_pipes()
    {
        Assert.SkipUnless(Works("Rscript", "--version"), "there is no Rscript on this machine");
        string[] lines = Lines(Run("Rscript", Script("pipes.R"), Tool));
        Assert.StartsWith("150 rows on ", lines[0], StringComparison.Ordinal);
        Assert.Equal(150, lines[1..].Sum(Count));
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("none")]
    public void NumPy_opens_a_model_and_finds_the_same_winners(string scale)
    {
        string python = Python("import numpy");
        work.Run("train", "shapes.npy", "-o", "open.som.npz", "--scale", scale).Done();
        string[] rows = Lines(work.Run("predict", "open.som.npz", "shapes.npy"));
        int column = Array.IndexOf(rows[0].Split(','), "neuron");
        Assert.Equal(
            rows[1..].Select(row => row.Split(',')[column]),
            Lines(Run(python, Script("open_model.py"), work.At("open.som.npz"), work.At("shapes.npy")))
        );
    }

    private static string Tool =>
        Path.Combine(AppContext.BaseDirectory, "Dbgsom.Cli" + (OperatingSystem.IsWindows() ? ".exe" : ""));

    private static string Python(string needs)
    {
        string? python = Array.Find(Pythons, one => Works(one, "-c", needs));
        Assert.SkipWhen(python is null, $"there is no python3 that can '{needs}' on this machine");
        return python;
    }

    private static string Script(string name) => RepositoryFolder.At("examples", "pipes", name);

    private static string[] Lines(ToolResult result) =>
        result.Done().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static int Count(string line) =>
        int.Parse(
            line[(line.LastIndexOf(": ", StringComparison.Ordinal) + 2)..line.IndexOf(" in cluster", StringComparison.Ordinal)],
            System.Globalization.CultureInfo.InvariantCulture
        );

    private static bool Works(string program, params string[] args)
    {
        try
        {
            return Run(program, args).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static ToolResult Run(string program, params string[] args)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolResult(process.ExitCode, output, error.Result);
    }
}
