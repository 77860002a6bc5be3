using Dbgsom.Measures;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Map;

/// <summary>One search of rows for the measures of a map, and the sums of what it found: the rows are read once for all of them.</summary>
internal sealed class MeasureSearch : IDisposable
{
    private readonly PassEngine rows;
    private readonly Assigner assigner;
    private readonly KeptDistances found;

    /// <param name="rows">The rows, in the space of the map.</param>
    /// <param name="assigner">The neurons.</param>
    /// <param name="parts">The results to search in addition to winners.</param>
    /// <param name="name">How messages name a feature.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The weight of every row is 0, or a row is too far from the map.</exception>
    public MeasureSearch(
        PassEngine rows,
        Assigner assigner,
        KeptParts parts,
        Func<int, string> name,
        CancellationToken cancellationToken
    )
    {
        (this.rows, this.assigner) = (rows, assigner);
        found = rows.RoomForDistances(parts);
        try
        {
            Range = Checked(rows.Run(new SearchPass(assigner, found, parts), cancellationToken), name);
        }
        catch
        {
            found.Dispose();
            throw;
        }
    }

    /// <summary>Counts and ranges of the rows.</summary>
    public RangeSums Range { get; }

    /// <summary>Hits, distances and pairs of nearest neurons; of a search for <see cref="KeptParts.Seconds"/>.</summary>
    public MeasureSums Pairs(CancellationToken cancellationToken)
    {
        var bounds = Range.Bounds();
        double distance = assigner.Metric.Bound(
            bounds,
            RunSetup.WeightBounds(assigner.Weights, assigner.Columns),
            Range.GreatestScale
        );
        var grids = EpochGrids.For(Range.RowCount, Range.GreatestMass, bounds, distance);
        return rows.Run(new FoundPairsPass(found, assigner.NeuronCount, grids), cancellationToken);
    }

    /// <summary>The share of the variance that winners explain; of a search for <see cref="KeptParts.Squares"/>.</summary>
    public double ExplainedVariance(CancellationToken cancellationToken)
    {
        var grid = GridOfSquares(Range, 1, assigner);
        double squares = rows.Run(new FoundSquaresPass(found, grid), cancellationToken).Sum;
        return ExplainedVariances.Of(rows, Range, squares, grid, assigner.Metric, cancellationToken);
    }

    /// <summary>The mean over the rows of Σ_k h(c, k)·‖x − w_k‖², c the winner of x.</summary>
    public double Distortion(WeightMatrix weights, NeuronNeighborhoods neighborhoods, CancellationToken cancellationToken)
    {
        double most = Range.GreatestMass * Range.GreatestScale;
        var bounds = Range.Bounds().Zip(RunSetup.WeightBounds(assigner.Weights, assigner.Columns), (x, w) => x + w);
        var grids = new EpochGrids(
            [.. bounds.Select(bound => SumGrid.For(Range.RowCount, bound * most))],
            SumGrid.For(Range.RowCount, most),
            GridOfSquares(Range, 1, assigner)
        );
        var sums = rows.Run(new DisplacementPass(assigner, found, grids), cancellationToken);
        return Distortions.Of(sums, weights, neighborhoods, rows.Team, cancellationToken) / sums.RowMass;
    }

    public void Dispose() => found.Dispose();

    /// <summary>For a sum over the rows of some squares of distances each.</summary>
    public static SumGrid GridOfSquares(RangeSums range, int squares, Assigner assigner)
    {
        double distance = Metric.Euclidean.Bound(
            range.Bounds(),
            RunSetup.WeightBounds(assigner.Weights, assigner.Columns),
            range.GreatestScale
        );
        return SumGrid.For(range.RowCount, distance * distance * squares * range.GreatestMass);
    }

    /// <summary>Ranges of rows that can be measured.</summary>
    public static RangeSums Checked(RangeSums range, Func<int, string> name)
    {
        range.CloseEmpty();
        if (range.CountedRows == 0)
            throw new ArgumentException("the weight of every row is 0, so nothing can be measured");
        // Rows on this machine are looked at as they are read, which names the row.
        int far = Array.FindIndex(range.Bounds(), bound => !(bound <= LocalEngine.GreatestValue));
        return far < 0
            ? range
            : throw new ArgumentException($"a value of feature {name(far)} is too far from the map for a finite distance");
    }
}
