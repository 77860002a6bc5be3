using Dbgsom.Rows;

namespace Dbgsom.Fuzz.Tests;

/// <summary>A mapped file that is cut short or taken away while it is read.</summary>
public sealed class MappedFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static bool IsLinux => OperatingSystem.IsLinux();

    public void Dispose() => folder.Dispose();

    [Fact(Skip = "on Windows a file that is mapped cannot be cut off", SkipUnless = nameof(IsLinux))]
    public void A_file_cut_off_between_passes_is_an_error_that_names_it()
    {
        string path = Rows(5000);
        using var data = DataMatrix.MapNpy(path);
        Assert.Equal(0.5, data[4999, 1]);
        Cut(path, 200);
        foreach (var read in new Action[] { () => Assert.Equal(0, data[4999, 1]), () => new SomVq().Fit(data) })
        {
            string message = Assert.Throws<IOException>(read).Message;
            Assert.StartsWith(path, message, StringComparison.Ordinal);
            Assert.Contains("truncated while it was read", message, StringComparison.Ordinal);
        }
    }

    /// <summary>
    /// Also amid training: before each block of rows the length is looked at. The time that one block takes is not covered: there the system
    /// ends the process, which cannot be caught.
    /// </summary>
    [Fact(Skip = "on Windows a file that is mapped cannot be cut off", SkipUnless = nameof(IsLinux))]
    public void A_file_cut_off_between_epochs_ends_training_with_an_error()
    {
        string path = Rows(5000);
        using var data = DataMatrix.MapNpy(path);
        // Every epoch reads the file.
        var options = new SomOptions { Lambda = 1 };
        int epochs = 0;
        var cut = new Listener<EpochReport>(_ =>
        {
            if (epochs++ == 0)
                Cut(path, 200);
        });
        string message = Assert.Throws<IOException>(() => new SomVq(options).Fit(data, cut)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Equal(1, epochs);
    }

    [Fact(Skip = "on Windows a file that is mapped cannot be deleted", SkipUnless = nameof(IsLinux))]
    public void A_file_that_was_deleted_or_replaced_is_read_to_its_end()
    {
        string path = Rows(2000);
        using var data = DataMatrix.MapNpy(path);
        var map = new SomVq(new SomOptions { TargetNeurons = 9 }).Fit(data);
        File.Delete(path);
        Assert.Equal(
            map.WeightsInDataUnits.ToArray(),
            new SomVq(new SomOptions { TargetNeurons = 9 }).Fit(data).WeightsInDataUnits.ToArray()
        );
    }

    private string Rows(int count)
    {
        var values = new double[count, 2];
        for (int row = 0; row < count; row++)
            (values[row, 0], values[row, 1]) = (row % 17, row % 2 * 0.5);
        string path = folder.At("rows.npy");
        NpyFile.Write(path, values);
        return path;
    }

    private static void Cut(string path, long length)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.SetLength(length);
    }
}
