using System.Globalization;

namespace Dbgsom.Studies;

/// <summary>Memory of a process that fits again and again.</summary>
internal static class SoakStudy
{
    private const int Fits = 10_000;
    private const int Step = 1_000;

    public static void Run(TextWriter output)
    {
        // Large enough that the first thousand take longer than the runtime takes to compile its code for good.
        const int Rows = 1_000;
        var values = new double[Rows, 4];
        for (int row = 0; row < Rows; row++)
        for (int column = 0; column < 4; column++)
            values[row, column] = ((row * (column + 3)) % 17) + (0.01 * row);
        var data = DataMatrix.From(values);
        output.WriteLine("| fits | working set, MB | managed, MB | handles | threads |");
        output.WriteLine("|---:|---:|---:|---:|---:|");
        for (int fit = 1; fit <= Fits; fit++)
        {
            new SomVq(new SomOptions { TargetNeurons = 25, Seed = (uint)fit }).Fit(data);
            if (fit % Step != 0)
                continue;
            GC.Collect();
            using var process = System.Diagnostics.Process.GetCurrentProcess();
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {fit} | {process.WorkingSet64 / 1e6:0.0} | {GC.GetTotalMemory(true) / 1e6:0.0} | {process.HandleCount} | {process.Threads.Count} |"
                )
            );
        }
    }
}
