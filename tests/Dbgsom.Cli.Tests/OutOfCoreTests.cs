using System.Globalization;
using Dbgsom.Rows;

namespace Dbgsom.Cli.Tests;

/// <summary>--map-above and --scratch.</summary>
public sealed class OutOfCoreTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public void Mapped_or_loaded_the_model_is_the_same()
    {
        string scratch = Directory.CreateDirectory(work.At("scratch")).FullName;
        File.WriteAllLines(work.At("shapes.csv"), Lines());
        byte[] expected = Train(out string notes, "shapes.npy");
        Assert.DoesNotContain("the samples", notes, StringComparison.Ordinal);
        Assert.Equal(expected, Train(out notes, "shapes.npy", "--map-above", "1K"));
        Assert.StartsWith(
            "note: shapes.npy: the samples, 0 MB, are memory-mapped instead of loaded\n",
            notes,
            StringComparison.Ordinal
        );
        Assert.Equal(expected, Train(out notes, "shapes.csv", "--map-above", "0.5k", "--scratch", scratch));
        Assert.Contains("shapes.csv: the samples", notes, StringComparison.Ordinal);
        var piped = ToolProcess.RunWithInput(
            work.Folder,
            string.Join('\n', Lines()),
            ["train", "-", "-o", "same.som.npz", "--epochs", "20", "--map-above", "0"]
        );
        piped.Done();
        Assert.Contains("standard input: the samples", piped.Error, StringComparison.Ordinal);
        Assert.Equal(expected, File.ReadAllBytes(work.At("same.som.npz")));
        Assert.Empty(Directory.GetFileSystemEntries(scratch));
    }

    [Fact]
    public void Other_commands_map_too()
    {
        string labels = work.Run("predict", "shapes.som.npz", "shapes.npy").Done();
        Assert.Equal(labels, work.Run("predict", "shapes.som.npz", "shapes.npy", "--map-above", "0").Done());
    }

    [Fact]
    public void A_value_that_is_not_finite_ends_training_with_one_line()
    {
        var values = new double[100, 2];
        values[70, 1] = double.PositiveInfinity;
        NpyFile.Write(work.At("infinite.npy"), values);
        string loaded = work.Run("train", "infinite.npy", "-o", "n.som.npz").Refused(1);
        Assert.Equal(loaded, work.Run("train", "infinite.npy", "-o", "n.som.npz", "--map-above", "0", "-q").Refused(1));
        Assert.False(File.Exists(work.At("n.som.npz")));
    }

    [Theory]
    [InlineData("--map-above", "much")]
    [InlineData("--map-above", "-1")]
    [InlineData("--map-above", "1X")]
    [InlineData("--map-above", "G")]
    [InlineData("--map-above", "99999999T")]
    public void A_wrong_size_is_refused(string option, string value) =>
        Assert.Contains(
            value,
            work.Run("train", "shapes.npy", "-o", "n.som.npz", option, value).Refused(2),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_scratch_folder_that_is_not_there_is_refused() =>
        Assert.Contains(
            "--scratch none: the folder does not exist",
            work.Run("train", "shapes.npy", "-o", "n.som.npz", "--scratch", "none").Refused(1),
            StringComparison.Ordinal
        );

    /// <summary>Ctrl-C while standard input is being converted.</summary>
    [Fact]
    public void An_interrupted_conversion_leaves_nothing()
    {
        if (OperatingSystem.IsWindows())
            return;
        string scratch = Directory.CreateDirectory(work.At("interrupted")).FullName;
        using var tool = ToolProcess.Start(
            work.Folder,
            "train",
            "-",
            "-o",
            "n.som.npz",
            "--map-above",
            "0",
            "--scratch",
            scratch
        );
        tool.Type(string.Join('\n', Lines()));
        Thread.Sleep(1500);
        tool.Interrupt();
        tool.End().Refused(130);
        Assert.Empty(Directory.GetFileSystemEntries(scratch));
        Assert.False(File.Exists(work.At("n.som.npz")));
    }

    private byte[] Train(out string notes, params string[] data)
    {
        var result = work.Run(["train", .. data, "-o", "same.som.npz", "--epochs", "20"]);
        result.Done();
        notes = result.Error;
        return File.ReadAllBytes(work.At("same.som.npz"));
    }

    private static IEnumerable<string> Lines()
    {
        var data = SampleData.Shapes();
        for (int row = 0; row < data.RowCount; row++)
            yield return string.Create(CultureInfo.InvariantCulture, $"{data[row, 0]:R},{data[row, 1]:R}");
    }
}
