using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Threading;

namespace Dbgsom.Passes;

/// <summary>
/// For tools that train one epoch at a time or have remote rows: runs data passes over rows and owns samples, threads and files. Use
/// <see cref="LocalEngine"/> for local data. A training run requests sums from it and never reads a sample.
/// </summary>
public abstract class PassEngine
{
    private protected PassEngine() { }

    /// <summary>Number of rows.</summary>
    public abstract long RowCount { get; }

    /// <summary>The number of features; while a run uses the engine, the number of features that are trained on.</summary>
    public abstract int ColumnCount { get; }

    /// <summary>One name per feature, or null if the features have no names.</summary>
    public abstract IReadOnlyList<string>? FeatureNames { get; }

    /// <summary>Number of columns of the rows as given.</summary>
    internal abstract int GivenColumnCount { get; }

    /// <summary>The names of the given columns, or null.</summary>
    internal abstract IReadOnlyList<string>? GivenNames { get; }

    /// <summary>The classes of the rows, or null if they have no labels.</summary>
    public abstract ClassList? Classes { get; }

    /// <summary>The run that this engine belongs to: its rows are scaled for that run and hold its winners. Null for none.</summary>
    internal TrainingRun? CurrentRun { get; set; }

    /// <summary>The threads there are for work on the neurons.</summary>
    internal abstract Team Team { get; }

    /// <summary>Reads all rows once; the sums do not depend on how the rows are cut.</summary>
    internal abstract TSums Run<TSums>(DataPass<TSums> pass, CancellationToken cancellationToken)
        where TSums : class, IPassSums<TSums>;

    /// <summary>From now on every pass sees the rows as they are in a space.</summary>
    /// <returns>True if passes now see transformed rows.</returns>
    internal abstract bool Enter(FeatureSpace space);

    /// <summary>The space that passes see the rows in.</summary>
    internal abstract FeatureSpace Space { get; }

    /// <summary>One row as passes see it.</summary>
    internal abstract double[] ReadRow(long row);

    /// <summary>Some rows as passes see them, with how often they count, in the order asked for.</summary>
    internal virtual IReadOnlyList<(double[] Values, double Mass)> ReadRows(
        IReadOnlyList<long> rows,
        CancellationToken cancellationToken
    )
    {
        var found = Run(new RowsPass(rows), cancellationToken).Rows;
        return [.. rows.Select(row => found[row])];
    }

    /// <summary>True if rows have weights; otherwise each counts once.</summary>
    internal abstract bool HasMasses { get; }

    /// <summary>How often a row counts.</summary>
    internal abstract double Mass(long row);

    /// <summary>The winners of the last epoch, for a run file; needed only where they cannot be found again.</summary>
    internal abstract int[] SaveWinners();

    /// <summary>Takes winners of an epoch back from a run file.</summary>
    internal abstract void RestoreWinners(int epoch, ReadOnlySpan<int> winners);

    /// <summary>
    /// Engines over the rows that each of some neurons wins, one after the other, in the order given. They see rows as given, before scaling.
    /// </summary>
    /// <param name="assigner">Finds the winners.</param>
    /// <param name="neurons">The neurons.</param>
    /// <param name="needed">Of the engine over all rows of a neuron: the features one of which must be known of a row for it to be among them; null where
    /// any will do.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    internal abstract IEnumerable<(int Neuron, PassEngine Rows)> Split(
        Assigner assigner,
        IReadOnlyList<int> neurons,
        Func<PassEngine, int[]?> needed,
        CancellationToken cancellationToken
    );

    /// <summary>Room for the winner of every row and its distance.</summary>
    /// <param name="parts">The results to keep in addition to winners and distances.</param>
    internal abstract KeptDistances RoomForDistances(KeptParts parts = KeptParts.None);

    /// <summary>Prepares the rows for having the pass of an epoch repeated.</summary>
    internal abstract void Rewind(int epoch);
}
