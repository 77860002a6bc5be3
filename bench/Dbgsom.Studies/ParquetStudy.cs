using System.Diagnostics;
using System.Globalization;
using Dbgsom.Files;
using Dbgsom.Map;
using Dbgsom.Passes;
using Parquet;
using Parquet.Schema;

namespace Dbgsom.Studies;

/// <summary>What reading, training and predicting cost out of Parquet, beside the same samples as an array: rows a second and memory. Linux only.</summary>
public static class ParquetStudy
{
    private const int Rows = 1_000_000;
    private const int Columns = 32;
    private const int RowsPerGroup = 100_000;
    private const int Epochs = 5;
    private const long MapAbove = 16L << 20;
    private const ulong Seed = 1;

    public static void Run(TextWriter output)
    {
        using var folder = new StudyFolder("parquet");
        string array = folder.Path("samples.npy");
        string parquet = folder.Path("samples.parquet");
        BigFile.Write(array, Rows, Columns, Seed);
        WriteParquet(parquet, array).GetAwaiter().GetResult();
        output.WriteLine(
            "| file | size | rows a second read | trained, an epoch | predicted and written | anonymous memory at most |"
        );
        output.WriteLine("|---|---|---|---|---|---|");
        // Each in a process of its own: memory that one has left behind is not counted as the other's.
        foreach (string path in new[] { array, parquet })
        {
            using var process = Process.Start(
                new ProcessStartInfo(Environment.ProcessPath!, ["parquet-file", path]) { RedirectStandardOutput = true }
            )!;
            output.Write(process.StandardOutput.ReadToEnd());
            process.WaitForExit();
        }
    }

    /// <summary>One line of the table.</summary>
    public static void RunFile(TextWriter output, string path)
    {
        using var memory = new AnonymousMemory();
        string extension = Path.GetExtension(path);
        var clock = Stopwatch.StartNew();
        var loaded = DataFiles.Load([path], new DataFileOptions { MemoryMapThresholdBytes = MapAbove });
        using var data = loaded.Data;
        double reading = clock.Elapsed.TotalSeconds;
        using var rows = new LocalEngine(data);
        var run = TrainingRun.Start(SomOptions.Default with { Epochs = Epochs }, rows);
        clock.Restart();
        while (!run.IsFinished)
            run.Advance();
        double training = clock.Elapsed.TotalSeconds / run.Epoch;
        var map = run.Finish();
        clock.Restart();
        PredictionTable.Create(map, loaded).Save(Path.ChangeExtension(path, ".labels" + extension));
        double predicting = clock.Elapsed.TotalSeconds;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| `{extension}` | {new FileInfo(path).Length / 1e6:0} MB | {Speed(reading)} | {Speed(training)} | {Speed(predicting)} | {memory.Peak >> 20} MiB |"
            )
        );
    }

    private static string Speed(double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{Rows / seconds / 1e6:0.00} million");

    private static async Task WriteParquet(string path, string array)
    {
        using var data = DataMatrix.MapNpy(array);
        DataField[] fields =
        [
            .. Enumerable
                .Range(0, Columns)
                .Select(column => new DataField<float>("f" + column.ToString(CultureInfo.InvariantCulture), nullable: false)),
        ];
        await using var stream = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream);
        var row = new double[Columns];
        for (int start = 0; start < Rows; start += RowsPerGroup)
        {
            var columns = new float[Columns][];
            for (int column = 0; column < Columns; column++)
                columns[column] = new float[RowsPerGroup];
            for (int r = 0; r < RowsPerGroup; r++)
            {
                data.CopyRow(start + r, row);
                for (int column = 0; column < Columns; column++)
                    columns[column][r] = (float)row[column];
            }
            using var group = writer.CreateRowGroup();
            for (int column = 0; column < Columns; column++)
                await group.WriteAsync<float>(fields[column], columns[column].AsMemory());
        }
    }
}
