using System.Diagnostics;
using System.Globalization;

namespace Dbgsom.Studies;

/// <summary>
/// Memory of a process that fits again and again. The collector first gives back what it only keeps in reserve: that is not held by anything,
/// and how much it is goes up and down.
/// </summary>
internal static class SoakStudy
{
    private const int Fits = 10_000;
    private const int Step = 1_000;

    public static void Run(TextWriter output)
    {
        // Large enough that the first thousand take longer than the runtime takes to compile its code for good.
        const int Rows = 5_000;
        var values = new double[Rows, 4];
        for (int row = 0; row < Rows; row++)
        for (int column = 0; column < 4; column++)
            values[row, column] = ((row * (column + 3)) % 17) + (0.01 * row);
        var data = DataMatrix.From(values);
        output.WriteLine("| fits | working set, MB | of that after 1,000 | managed, MB |");
        output.WriteLine("|---:|---:|---:|---:|");
        double first = 0;
        // Now, and at the end: looking takes code that would be compiled meanwhile.
        string early = HandlesAndThreads();
        for (int fits = Step; fits <= Fits; fits += Step)
        {
            Fit(data, fits - Step, Step);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            double now = Environment.WorkingSet / 1e6;
            if (fits == Step)
                first = now;
            double managed = GC.GetTotalMemory(false) / 1e6;
            output.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"| {fits} | {now:0.0} | {now / first:0.00} | {managed:0.0} |")
            );
        }
        output.WriteLine();
        output.WriteLine($"{early} at first, {HandlesAndThreads()} at the end.");
    }

    private static void Fit(DataMatrix data, int first, int count)
    {
        for (int fit = first; fit < first + count; fit++)
            new SomVq(new SomOptions { TargetNeurons = 50, Seed = (uint)fit }).Fit(data);
    }

    private static string HandlesAndThreads()
    {
        using var process = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"{process.HandleCount} handles and {process.Threads.Count} threads");
    }
}
