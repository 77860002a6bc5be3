using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Tests.Data;

/// <summary>A mapped file that is written to while samples are read from it ends the call: no result mixes old and new values.</summary>
public sealed class RewrittenFileTests : IDisposable
{
    private const int Columns = 8;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string> Changes =>
        new()
        {
            { "value", "its time was" },
            { "value, time restored", "its bytes have changed" },
            { "longer", "it is longer now" },
            { "time", "its time was" },
        };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Changes))]
    public void Training_ends_with_an_error_that_names_the_file(string change, string message)
    {
        string path = Rows(change == "value" ? 5000 : 500);
        using var data = DataMatrix.MapNpy(path);
        // All rows are read in every epoch.
        var options = SomOptions.Default with
        {
            Lambda = 1,
        };
        int epochs = 0;
        var once = new Listener<EpochReport>(_ =>
        {
            if (epochs++ == 0)
                Change(path, change);
        });
        string found = Assert.Throws<IOException>(() => new SomVq(options).Fit(data, once)).Message;
        Assert.StartsWith($"{path}: the file was written to while it was read (", found, StringComparison.Ordinal);
        Assert.Contains(message, found, StringComparison.Ordinal);
        Assert.Contains("run the command again", found, StringComparison.Ordinal);
        Assert.Equal(1, epochs);
    }

    /// <summary>An epoch on a sample does not read the file. One that was written to meanwhile is found in the next one that does.</summary>
    [Fact]
    public void Training_on_a_sample_ends_with_the_error_when_the_file_is_read_again()
    {
        string path = Rows(5000);
        using var data = DataMatrix.MapNpy(path);
        int epochs = 0;
        var once = new Listener<EpochReport>(_ =>
        {
            if (epochs++ == 0)
                Change(path, "value");
        });
        var options = SomOptions.Default with { TargetNeurons = 8 };
        string found = Assert.Throws<IOException>(() => new SomVq(options).Fit(data, once)).Message;
        Assert.StartsWith($"{path}: the file was written to while it was read (", found, StringComparison.Ordinal);
        Assert.True(epochs > 1);
    }

    public static TheoryData<string> Views => ["as it is", "some columns", "single", "joined", "some rows"];

    [Theory]
    [MemberData(nameof(Views))]
    public void Prediction_ends_with_an_error_whatever_the_view(string view)
    {
        string path = Rows(500);
        using var mapped = DataMatrix.MapNpy(path);
        var data = view switch
        {
            "some columns" => mapped.SelectColumns([1, 0, 2]),
            "single" => mapped.ToSingle(),
            "joined" => DataMatrix.Concatenate([
                DataMatrix.From([.. Enumerable.Range(0, 80).Select(i => (double)i)], Columns),
                mapped,
            ]),
            "some rows" => mapped.Rows(10, 400),
            _ => mapped,
        };
        var map = new SomVq(new SomOptions { TargetNeurons = 9, Scaling = Scaling.Standard }).Fit(data);
        var before = map.PredictLabel(data);
        Assert.Equal(before, map.PredictLabel(data));
        Change(path, "value, time restored");
        foreach (
            var read in new Action[]
            {
                () => map.PredictLabel(data),
                () => map.QuantizationError(data),
                () => data.SelectRows([1, 2]),
            }
        )
            Assert.StartsWith(path, Assert.Throws<IOException>(read).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(65536)]
    public void Every_byte_of_a_file_up_to_64_KiB_is_in_the_sample(int length)
    {
        var bytes = new byte[length];
        string path = folder.Write("bytes", bytes);
        string before = Hash();
        foreach (int at in Enumerable.Range(0, length).Where(at => at % 509 == 0 || at == length - 1))
        {
            bytes[at] ^= 1;
            File.WriteAllBytes(path, bytes);
            Assert.NotEqual(before, Hash());
            bytes[at] ^= 1;
        }

        string Hash()
        {
            using var file = File.OpenHandle(path);
            return FileBlocks.Hash(file, length);
        }
    }

    private string Rows(int count)
    {
        var values = new double[count, Columns];
        for (int i = 0; i < values.Length; i++)
            values[i / Columns, i % Columns] = (i * 7 % 17) + (i % 5 * 0.5);
        string path = folder.At("rows.npy");
        NpyFile.Write(path, values);
        return path;
    }

    private static void Change(string path, string change)
    {
        var time = File.GetLastWriteTimeUtc(path);
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            // In the midst of the file: 4,097 bytes behind its first half, where the larger file has no block in the sample.
            stream.Position = change == "longer" ? stream.Length : (stream.Length / 2 / 8 * 8) + 4104;
            if (change != "time")
                stream.Write(BitConverter.GetBytes(3.25));
        }
        if (change != "longer")
            File.SetLastWriteTimeUtc(path, change == "value, time restored" ? time : time.AddSeconds(5));
    }
}
