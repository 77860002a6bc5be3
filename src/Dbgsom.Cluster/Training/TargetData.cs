using Dbgsom.Cluster.Data;
using Dbgsom.Cluster.Hosting;
using Dbgsom.Files;
using Dbgsom.Regression;

namespace Dbgsom.Cluster.Training;

/// <summary>
/// All rows of a job with their targets, on the silo that runs it. A fit of linear models reads samples in an order that is drawn from all of them, many times over, so it
/// stays on one machine.
/// </summary>
internal sealed class TargetData : IDisposable
{
    private readonly LoadedData loaded;
    private readonly double[] targets;
    private readonly string column;
    private readonly SiloWork work;
    private readonly long reserved;

    private TargetData(LoadedData loaded, double[] targets, string column, SiloWork work, long reserved)
    {
        (this.loaded, this.targets, this.column) = (loaded, targets, column);
        (this.work, this.reserved) = (work, reserved);
    }

    /// <summary>A note about the targets; null if they need none.</summary>
    public string? Note
    {
        get
        {
            int missing = targets.Count(double.IsNaN);
            return missing == 0
                ? null
                : Text($"{missing:#,0} of {targets.Length:#,0} rows have no {column}; they train only the map");
        }
    }

    /// <summary>Reads all rows, before there is work to lose.</summary>
    /// <param name="parts">The parts of the job.</param>
    /// <param name="column">The column of the targets.</param>
    /// <param name="work">The memory and the folder of this silo.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="InvalidDataException">A file has changed, a target is not a number, there are too few, or there are too many rows for one machine.</exception>
    public static TargetData Open(PartDefinition[] parts, string column, SiloWork work, CancellationToken cancellationToken)
    {
        long rows = parts.Sum(part => (long)part.RowCount);
        if (rows > Array.MaxLength)
            throw new InvalidDataException(
                Text(
                    $"a target is fitted on one machine, to at most {Array.MaxLength:#,0} rows; there are {rows:#,0}: train without a target, or on fewer rows"
                )
            );
        string[] paths = [.. parts.Select(part => part.Path).Distinct()];
        foreach (var part in parts.DistinctBy(part => part.Path))
            part.Stamp.Check(part.Path, blocks: true);
        // Files that were named twice are read twice.
        string[] files = [.. parts.Where(part => part.RowInFile == 0).Select(part => part.Path)];
        long bytes = parts.Sum(part => part.Bytes);
        bool inMemory = work.TryReserve(bytes);
        LoadedData? loaded = null;
        try
        {
            // All parts are read in one way, with the categories of all.
            var options = parts[0].Reading.ToOptions(inMemory ? long.MaxValue : 0, work.ScratchDirectory) with
            {
                IdColumn = null,
            };
            loaded = DataFiles.Load(files, options, null, cancellationToken);
            double[] targets = TargetColumn.Read(loaded, column, options);
            int given = targets.Count(target => !double.IsNaN(target));
            return given >= SomRegressor.MinTargets
                ? new TargetData(loaded, targets, column, work, inMemory ? bytes : 0)
                : throw new InvalidDataException(
                    Text(
                        $"{string.Join(", ", paths)}: column '{column}': {given:#,0} of {targets.Length:#,0} rows have a number; a target needs at least {SomRegressor.MinTargets}"
                    )
                );
        }
        catch
        {
            loaded?.Data.Dispose();
            if (inMemory)
                work.Free(bytes);
            throw;
        }
    }

    /// <summary>Fits the targets to the map of the job.</summary>
    public SomMap Fit(SomMap map, IProgress<double> progress, CancellationToken cancellationToken) =>
        SomRegressor.FitTarget(map.WithThreads(work.Threads), loaded.Data, targets, column, progress, cancellationToken).Map;

    public void Dispose()
    {
        loaded.Data.Dispose();
        work.Free(reserved);
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
