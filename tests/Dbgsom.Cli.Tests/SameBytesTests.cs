using System.Runtime.InteropServices;
using System.Text;
using Dbgsom.Rows;

namespace Dbgsom.Cli.Tests;

/// <summary>The same samples are the same map, byte for byte, however they come.</summary>
public sealed class SameBytesTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public void From_files_threads_and_standard_input()
    {
        string[] rows = [.. Csv().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        File.WriteAllText(work.At("whole.csv"), Csv());
        Directory.CreateDirectory(work.At("parts"));
        File.WriteAllLines(work.At("parts/1.csv"), rows[..701]);
        File.WriteAllLines(work.At("parts/2.csv"), [rows[0], .. rows[701..702]]);
        File.WriteAllLines(work.At("parts/3.csv"), rows[702..]);

        byte[] expected = Train("whole.csv");
        Assert.Equal(expected, Train("parts"));
        Assert.Equal(expected, Train("parts/1.csv", "parts/2.csv", "parts/3.csv"));
        Assert.Equal(expected, Train("whole.csv", "--threads", "1"));
        Assert.Equal(expected, Train("whole.csv", "--threads", "7"));
        ToolProcess.RunWithInput(work.Folder, Csv(), "train", "-", "-o", "same.som.npz", "-q").Done();
        Assert.Equal(expected, File.ReadAllBytes(work.At("same.som.npz")));
    }

    [Fact]
    public void From_either_order_of_an_array()
    {
        var data = SampleData.Shapes();
        var columns = new double[data.RowCount * 2];
        for (int row = 0; row < data.RowCount; row++)
            (columns[row], columns[data.RowCount + row]) = (data[row, 0], data[row, 1]);
        string header = $"{{'descr': '<f8', 'fortran_order': True, 'shape': ({data.RowCount}, 2), }}\n";
        File.WriteAllBytes(
            work.At("fortran.npy"),
            [
                0x93,
                .. "NUMPY"u8,
                1,
                0,
                (byte)header.Length,
                0,
                .. Encoding.ASCII.GetBytes(header),
                .. MemoryMarshal.AsBytes<double>(columns),
            ]
        );
        Assert.Equal(Train("shapes.npy"), Train("fortran.npy"));
    }

    private byte[] Train(params string[] data)
    {
        work.RunAlone(["train", .. data, "-o", "same.som.npz", "-q"]).Done();
        return File.ReadAllBytes(work.At("same.som.npz"));
    }

    private static string Csv()
    {
        using var stream = typeof(SampleData).Assembly.GetManifestResourceStream("shapes.csv")!;
        using var reader = new StreamReader(stream);
        return string.Join('\n', reader.ReadToEnd().Split('\n').Select(line => string.Join(',', line.Split(',').Take(2))));
    }
}
