using System.Diagnostics;
using System.Globalization;
using Dbgsom.Cluster;
using Dbgsom.Passes;

namespace Dbgsom.Studies;

/// <summary>What a cluster costs beside one machine with as many threads, in turns, and what goes over the network.</summary>
public static class ClusterStudy
{
    private const int Rows = 2_000_000;
    private const int Columns = 32;
    private const int Silos = 2;
    private const int Rounds = 3;

    // Grows with every epoch, so that most of them have all neurons.
    private static readonly SomOptions Options = SomOptions.Default with
    {
        Epochs = 40,
        TargetNeurons = 400,
        WinnerStability = 1,
    };

    public static async Task Run(TextWriter output)
    {
        using var folder = new StudyFolder("cluster");
        string file = folder.Path("rows.npy");
        BigFile.Write(file, Rows, Columns, 1);
        var options = new DbgsomSiloOptions { Threads = 1, MemoryBytes = 2L << 30 };
        await using var cluster = await DbgsomCluster.StartLocal(Silos, options);
        double[] local = new double[Rounds];
        double[] together = new double[Rounds];
        JobStatus status = null!;
        for (int round = 0; round < Rounds; round++)
        {
            var (map, seconds) = Local(file);
            local[round] = seconds;
            var clock = Stopwatch.StartNew();
            string job = await cluster.Start(new ClusterJob { Paths = [file], Options = Options });
            var same = await cluster.Wait(job);
            together[round] = clock.Elapsed.TotalSeconds;
            status = await cluster.Status(job);
            if (!Bytes(map, folder.FullName).AsSpan().SequenceEqual(Bytes(same, folder.FullName)))
                throw new InvalidOperationException("the cluster makes other bytes");
            Say($"round {round + 1}: {local[round]:0.00} s on one machine, {together[round]:0.00} s on the cluster");
        }
        double ratio = together.Min() / local.Min();
        Say(
            $"\n{Rows:N0} × {Columns} floats, {status.Epochs} epochs, {status.Neurons} neurons, files read and last search included; best of {Rounds} in turns.\n"
        );
        output.WriteLine("| | time |\n|---|---|");
        Say($"| one machine, {Silos} threads | {local.Min():0.00} s |");
        Say($"| {Silos} silos of one thread, {status.Parts} parts | {together.Min():0.00} s, {ratio:0.00} times |");
        double weights = 8.0 * Columns * status.Neurons;
        double sums = 8.0 * ((2 * (Columns + 2)) + 1) * status.Neurons;
        double sent = (double)status.BytesSent / status.Silos;
        double received = (double)status.BytesReceived / status.Silos;
        Say(
            $"\nThe last epoch, a silo: {sent / 1e3:0} kB to it where its weights are {weights / 1e3:0} kB, {received / 1e3:0} kB back where sums are {sums / 1e3:0} kB:"
        );
        Say(
            $"{(sent + received) / (weights + sums):0.00} times one set of weights and one of sums. The maps are the same bytes."
        );

        void Say(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }

    private static (SomMap Map, double Seconds) Local(string file)
    {
        var clock = Stopwatch.StartNew();
        using var data = DataMatrix.LoadNpy(file);
        using var rows = new LocalEngine(data, Silos);
        var run = TrainingRun.Start(Options, rows);
        while (!run.IsFinished)
            run.Advance();
        return (run.Finish(), clock.Elapsed.TotalSeconds);
    }

    private static byte[] Bytes(SomMap map, string folder)
    {
        string path = Path.Combine(folder, "map.som.npz");
        map.Save(path);
        return File.ReadAllBytes(path);
    }
}
