using System.Globalization;
using System.Text;

namespace Dbgsom.Studies;

/// <summary>What the tool takes to train and predict from a text file of a gigabyte that it does not hold: time and memory. Linux only.</summary>
public static class CsvStudy
{
    private const int Columns = 32;
    private const long Size = 1_000_000_000;
    private const int BlockRows = 1 << 13;
    private const ulong Seed = 1;

    public static void Run(TextWriter output)
    {
        using var folder = new StudyFolder("csv");
        PublishedTool[] tools = [folder.Publish("on .NET"), folder.Publish("binary", "-p:DbgsomNative=true")];
        string csv = folder.Path("samples.csv");
        long rows = Write(csv, folder.Path("block.npy"));
        string model = folder.Path("map.som.npz");
        string labels = folder.Path("labels.csv");
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{rows:N0} rows of {Columns}, {new FileInfo(csv).Length / 1e6:0} MB; as doubles they would be {rows * Columns * 8 / 1e6:0} MB.\n"
            )
        );
        output.WriteLine("| command | build | seconds | anonymous memory at most |");
        output.WriteLine("|---|---|---|---|");
        foreach (var tool in tools)
        {
            string[] frugal = ["--map-above", "64M", "--scratch", folder.FullName, "-q"];
            Line("train", tool, tool.Watch(["train", csv, "-o", model, "--epochs", "5", .. frugal]));
            Line("predict", tool, tool.Watch(["predict", model, csv, "-o", labels, .. frugal]));
        }

        void Line(string command, PublishedTool tool, (double Seconds, long Memory) cost) =>
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| `{command}` | {tool.Name} | {cost.Seconds:0.0} | {cost.Memory >> 20} MiB |"
                )
            );
    }

    /// <summary>Blocks of blobs, each with centers of its own, until there are enough.</summary>
    /// <returns>The number of rows.</returns>
    private static long Write(string csv, string block)
    {
        using var writer = new StreamWriter(csv, false, new UTF8Encoding(false), 1 << 20) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', Enumerable.Range(0, Columns).Select(column => $"f{column}")));
        var row = new double[Columns];
        var text = new char[32];
        long rows = 0;
        for (ulong seed = Seed; writer.BaseStream.Length < Size; seed++)
        {
            BigFile.Write(block, BlockRows, Columns, seed);
            using var data = DataMatrix.LoadNpy(block);
            for (int r = 0; r < data.RowCount; r++, rows++)
            {
                data.CopyRow(r, row);
                for (int column = 0; column < Columns; column++)
                {
                    if (column > 0)
                        writer.Write(',');
                    row[column].TryFormat(text, out int length, "0.#####", CultureInfo.InvariantCulture);
                    writer.Write(text, 0, length);
                }
                writer.Write('\n');
            }
        }
        return rows;
    }
}
