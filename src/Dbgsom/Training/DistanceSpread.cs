using Dbgsom.Measures;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Threading;

namespace Dbgsom.Training;

/// <summary>How far training samples lie from their winners: medians and median absolute deviations, of each neuron and of all.</summary>
internal sealed record DistanceSpread
{
    // 1/Φ⁻¹(3/4) and √(π/2): what makes both deviations those of a normal distribution (Iglewicz & Hoaglin 1993).
    private const double FromMedianDeviation = 1.4826;
    private const double FromMeanDeviation = 1.253314;

    // A quarter of what nine tenths of the samples keep to: see docs/decisions.md.
    private const double FloorShare = 0.9;
    private const double FloorPart = 0.25;

    private const int FewestRowsForTwo = 1 << 11;

    /// <summary>With so many samples a neuron counts for half, the map for the other.</summary>
    private const double HalfMass = 10;

    /// <summary>The median of each neuron; 0 for a dead one.</summary>
    public required double[] Medians { get; init; }

    /// <summary>The median absolute deviation from it of each neuron; 0 for a dead one.</summary>
    public required double[] Deviations { get; init; }

    /// <summary>The median of all distances.</summary>
    public required double Median { get; init; }

    /// <summary>The median absolute deviation from that.</summary>
    public required double Deviation { get; init; }

    /// <summary>The mean absolute deviation from that.</summary>
    public required double MeanDeviation { get; init; }

    /// <summary>The smallest scale of a score; 0 for any. It follows from the other numbers and is not saved.</summary>
    public double Floor { get; private init; }

    /// <param name="rows">The training rows.</param>
    /// <param name="found">Their winners and distances.</param>
    /// <param name="neurons">Number of neurons.</param>
    /// <param name="grids">The grids of the search that found them.</param>
    /// <param name="mass">The sum of the row weights.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static DistanceSpread Of(
        PassEngine rows,
        KeptDistances found,
        int neurons,
        EpochGrids grids,
        double mass,
        CancellationToken cancellationToken
    )
    {
        var (medians, deviations) =
            found is WinnerDistances { AreInFile: false } here && !rows.HasMasses
                ? Selected(here, neurons, rows.Team)
                : ByDigits(rows, found, neurons, grids.Mass, cancellationToken);
        var deviation = rows.Run(new DeviationPass(found, medians[neurons], grids.Distance), cancellationToken);
        return new DistanceSpread
        {
            Medians = medians[..neurons],
            Deviations = deviations[..neurons],
            Median = medians[neurons],
            Deviation = deviations[neurons],
            MeanDeviation = deviation.Sum / mass,
        };
    }

    /// <summary>Medians and median deviations of the neurons, and then of all rows, where these are in memory and count once each.</summary>
    private static (double[] Medians, double[] Deviations) Selected(WinnerDistances found, int neurons, Team team)
    {
        double[] medians = new double[neurons + 1];
        double[] deviations = new double[neurons + 1];
        // The neurons on one thread, the map on another.
        team.For(
            2,
            found.Distances.Length < FewestRowsForTwo ? 1 : Math.Min(2, team.Threads),
            (part, _) =>
            {
                var groups = part == 0 ? ..neurons : neurons..;
                var winners = part == 0 ? found.Winners : [];
                GroupMedians.Selected(winners, found.Distances, new double[neurons + 1].AsSpan(groups), medians.AsSpan(groups));
                GroupMedians.Selected(winners, found.Distances, medians.AsSpan(groups), deviations.AsSpan(groups));
            }
        );
        return (medians, deviations);
    }

    /// <summary>Computes the medians for local and remote rows alike.</summary>
    private static (double[] Medians, double[] Deviations) ByDigits(
        PassEngine rows,
        KeptDistances found,
        int neurons,
        SumGrid grid,
        CancellationToken cancellationToken
    )
    {
        var medians = GroupMedians.ByDigits(rows, found, new double[neurons + 1], grid, cancellationToken);
        return (medians, GroupMedians.ByDigits(rows, found, medians, grid, cancellationToken));
    }

    /// <summary>
    /// The spread with the floor of its scales: a quarter of the nine-tenths quantile, over the samples, of |median of the neuron − median of the map| + MAD of the
    /// neuron. Where most samples lie on their neurons the MAD is next to nothing, and all others would be odd. As it is made of medians, far samples do not
    /// raise it.
    /// </summary>
    /// <param name="mass">How many training samples each neuron won.</param>
    public DistanceSpread WithFloor(ReadOnlySpan<double> mass)
    {
        double[] usual = [.. Medians.Zip(Deviations, (median, deviation) => Math.Abs(median - Median) + deviation)];
        double[] weights = mass.ToArray();
        double wanted = FloorShare * Ordered.Sum(weights);
        Array.Sort(usual, weights);
        double passed = 0;
        int at = 0;
        while (at < usual.Length - 1 && (passed += weights[at]) < wanted)
            at++;
        return this with { Floor = FloorPart * usual[at] };
    }

    /// <summary>
    /// z = (distance − median)/(1.4826·MAD), both of the neuron drawn towards those of the map: by 10/(10 + m), with m the samples the neuron won. Where
    /// that MAD is 0 the scale is 1.253314 times the mean absolute deviation of the map; where that is 0 too, whatever is farther is
    /// infinitely far out. No scale is below <see cref="Floor"/>.
    /// </summary>
    /// <param name="neuron">The winner.</param>
    /// <param name="mass">How many training samples it won.</param>
    /// <param name="distance">The distance of the sample.</param>
    /// <param name="noise">Differences up to this are rounding.</param>
    public double Score(int neuron, double mass, double distance, double noise)
    {
        double own = mass / (mass + HalfMass);
        double difference = distance - (Median + (own * (Medians[neuron] - Median)));
        double scale = Scale(Deviation + (own * (Deviations[neuron] - Deviation)), noise);
        return scale > noise ? difference / scale
            : difference > noise ? double.PositiveInfinity
            : 0;
    }

    /// <summary>The distance that has a score by the spread of the whole map.</summary>
    public double Reach(double score, double noise) => Median + (score * Scale(Deviation, noise));

    private double Scale(double deviation, double noise)
    {
        double scale = FromMedianDeviation * deviation;
        return Math.Max(Floor, scale > noise ? scale : FromMeanDeviation * MeanDeviation);
    }
}
