using Dbgsom.Measures;
using Dbgsom.Passes;

namespace Dbgsom.Training;

/// <summary>How far training samples lie from their winners: medians and median absolute deviations, of each neuron and of all.</summary>
internal sealed record DistanceSpread
{
    // 1/Φ⁻¹(3/4) and √(π/2): what makes both deviations those of a normal distribution (Iglewicz & Hoaglin 1993).
    private const double FromMedianDeviation = 1.4826;
    private const double FromMeanDeviation = 1.253314;

    private const int FewestRowsForTwo = 1 << 15;

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

    /// <param name="found">The winners and distances of the training rows.</param>
    /// <param name="neurons">Number of neurons.</param>
    /// <param name="mass">How often each row counts, not 0 for all; null where each counts once.</param>
    /// <param name="team">The threads.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    public static DistanceSpread Of(
        WinnerDistances found,
        int neurons,
        Func<int, double>? mass,
        Team team,
        CancellationToken cancellationToken
    )
    {
        double[] Medians(ReadOnlySpan<ushort> winners, int groups, ReadOnlySpan<double> centers, WinnerDistances rows) =>
            GroupMedians.Of(groups, winners, rows.Distances, centers, mass, !found.AreInFile, cancellationToken);
        double[] own = [];
        double[] ownDeviations = [];
        double[] all = [];
        double[] allDeviations = [];
        // The neurons on one thread, the map on another.
        int threads = found.Distances.Length < FewestRowsForTwo ? 1 : Math.Min(2, team.Threads);
        team.For(
            2,
            threads,
            (part, _) =>
            {
                if (part == 0)
                {
                    own = Medians(found.Winners, neurons, new double[neurons], found);
                    ownDeviations = Medians(found.Winners, neurons, own, found);
                }
                else
                {
                    all = Medians([], 1, [0], found);
                    allDeviations = Medians([], 1, all, found);
                }
            }
        );
        return new DistanceSpread
        {
            Medians = own,
            Deviations = ownDeviations,
            Median = all[0],
            Deviation = allDeviations[0],
            MeanDeviation = Mean(found.Distances, all[0], mass),
        };
    }

    /// <summary>
    /// z = (distance − median)/(1.4826·MAD), both of the neuron drawn towards those of the map: by 10/(10 + m), with m the samples the neuron won. Where
    /// that MAD is 0 the scale is 1.253314 times the mean absolute deviation of the map; where that is 0 too, whatever is farther is
    /// infinitely far out.
    /// </summary>
    /// <param name="neuron">The winner.</param>
    /// <param name="mass">How many training samples it won.</param>
    /// <param name="distance">The distance of the sample.</param>
    /// <param name="noise">Differences up to this are rounding.</param>
    public double Score(int neuron, double mass, double distance, double noise)
    {
        double own = mass / (mass + HalfMass);
        double difference = distance - (Median + (own * (Medians[neuron] - Median)));
        double scale = FromMedianDeviation * (Deviation + (own * (Deviations[neuron] - Deviation)));
        if (scale <= noise)
            scale = FromMeanDeviation * MeanDeviation;
        return scale > noise ? difference / scale
            : difference > noise ? double.PositiveInfinity
            : 0;
    }

    private static double Mean(ReadOnlySpan<double> distances, double median, Func<int, double>? mass)
    {
        double sum = 0;
        double total = 0;
        for (int row = 0; row < distances.Length; row++)
        {
            double count = mass is null ? 1 : mass(row);
            sum += count * Math.Abs(distances[row] - median);
            total += count;
        }
        return sum / total;
    }
}
