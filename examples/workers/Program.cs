// Training by another engine: here its workers are processes of the tool, one a part and pass. Ranks of MPI, or tasks of Spark, do the same: take
// the request, run it over their rows, give sums back.
//
//     dotnet run -c Release --project examples/workers -- DBGSOM MODEL EPOCHS PART.npy…

using System.Diagnostics;
using System.Globalization;
using Dbgsom;
using Dbgsom.Distributed;

if (args.Length < 4)
{
    Console.Error.WriteLine("usage: DBGSOM MODEL EPOCHS PART.npy…");
    return 2;
}
string tool = args[0];
string[] parts = args[3..];
var folder = Directory.CreateTempSubdirectory("dbgsom-workers-");
try
{
    // Where the rows of each part begin among all.
    var firstRows = new long[parts.Length];
    long rowCount = 0;
    int columnCount = 0;
    foreach (var (part, path) in parts.Index())
    {
        using var data = DataMatrix.MapNpy(path);
        firstRows[part] = rowCount;
        rowCount += data.RowCount;
        columnCount = data.ColumnCount;
    }
    int passes = 0;
    var rows = new RemoteEngine(new RemoteRows(rowCount, columnCount), Ask, "workers");
    var options = SomOptions.Default with { Epochs = int.Parse(args[2], CultureInfo.InvariantCulture) };
    var map = TrainingRun.Start(options, rows).Complete();
    map.Save(args[1]);
    Console.WriteLine($"{rowCount} rows in {parts.Length} parts, {passes} passes, {map.Neurons.Count} neurons");
    return 0;

    byte[] Ask(byte[] request, CancellationToken cancellationToken)
    {
        passes++;
        string asked = Path.Combine(folder.FullName, "request.npz");
        File.WriteAllBytes(asked, request);
        string[] sums = [.. parts.Select((_, part) => Path.Combine(folder.FullName, $"sums-{part}.npz"))];
        var workers = parts.Select(
            (path, part) =>
                Start(
                    "pass",
                    asked,
                    path,
                    "--first-row",
                    firstRows[part].ToString(CultureInfo.InvariantCulture),
                    "-o",
                    sums[part]
                )
        );
        // All are started before the first is waited for.
        foreach (var worker in workers.ToArray())
            End(worker);
        // Sums of sums are as good: a rack, or a node of a tree, can merge its own first.
        string all = Path.Combine(folder.FullName, "sums.npz");
        End(Start(["merge", .. sums, "-o", all]));
        return File.ReadAllBytes(all);
    }
}
finally
{
    folder.Delete(recursive: true);
}

Process Start(params string[] words) => Process.Start(tool, words);

void End(Process worker)
{
    using (worker)
    {
        worker.WaitForExit();
        if (worker.ExitCode != 0)
            throw new InvalidOperationException($"a worker ended with {worker.ExitCode}");
    }
}
