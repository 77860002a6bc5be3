namespace Dbgsom.Groups;

/// <summary>Sums over units, by group and part of the map, for one assignment of units to groups.</summary>
internal sealed class GroupMoments
{
    private readonly SampleUnits units;
    private readonly int groups;
    private readonly int parts;
    private readonly double[] weight;
    private readonly double[] squaredWeight;
    private readonly double[] sum;
    private readonly double[] square;
    private readonly double[] allSum;
    private readonly double[] allSquare;
    private readonly double allWeight;
    private readonly double allSquaredWeight;

    public GroupMoments(SampleUnits units, int groups, int parts)
    {
        (this.units, this.groups, this.parts) = (units, groups, parts);
        (weight, squaredWeight) = (new double[groups], new double[groups]);
        (sum, square) = (new double[groups * parts], new double[groups * parts]);
        (allSum, allSquare) = (new double[parts], new double[parts]);
        for (int unit = 0; unit < units.Count; unit++)
        {
            double mass = units.Weights[unit];
            allWeight += mass;
            allSquaredWeight += mass * mass;
            for (int i = units.Starts[unit]; i < units.Starts[unit + 1]; i++)
            {
                allSum[units.Parts[i]] += mass * units.Shares[i];
                allSquare[units.Parts[i]] += mass * units.Shares[i] * units.Shares[i];
            }
        }
    }

    /// <summary>Sums up.</summary>
    /// <param name="assigned">The group of each unit.</param>
    public void Take(ReadOnlySpan<int> assigned)
    {
        Array.Clear(weight);
        Array.Clear(squaredWeight);
        Array.Clear(sum);
        Array.Clear(square);
        for (int unit = 0; unit < assigned.Length; unit++)
        {
            double mass = units.Weights[unit];
            int group = assigned[unit];
            weight[group] += mass;
            squaredWeight[group] += mass * mass;
            for (int i = units.Starts[unit]; i < units.Starts[unit + 1]; i++)
            {
                int at = (group * parts) + units.Parts[i];
                double part = mass * units.Shares[i];
                sum[at] += part;
                square[at] += part * units.Shares[i];
            }
        }
    }

    /// <summary>True if anything is in a part.</summary>
    public bool HasAny(int part) => allSquare[part] > 0;

    /// <summary>True if a group has units, and others have some too.</summary>
    public bool HasOthers(int group) => weight[group] > 0 && allWeight - weight[group] > 0;

    /// <summary>The share of a group that is in a part.</summary>
    public double Share(int group, int part) => sum[(group * parts) + part] / weight[group];

    /// <summary>The share of all other groups together that is there; NaN where there are none.</summary>
    public double OthersShare(int group, int part)
    {
        double others = allWeight - weight[group];
        return others > 0 ? Math.Clamp((allSum[part] - sum[(group * parts) + part]) / others, 0, 1) : double.NaN;
    }

    /// <summary>The share of all groups that is there.</summary>
    public double OverallShare(int part) => allSum[part] / allWeight;

    /// <summary>
    /// The square of Welch's t of a group against all others: differences in units of their standard error keep the level also where groups vary
    /// differently (Janssen 1997; Chung &amp; Romano 2013).
    /// </summary>
    public double SquaredT(int group, int part)
    {
        int at = (group * parts) + part;
        double rest = allWeight - weight[group];
        double difference = (sum[at] / weight[group]) - ((allSum[part] - sum[at]) / rest);
        double squaredError =
            SquaredError(weight[group], squaredWeight[group], sum[at], square[at])
            + SquaredError(rest, allSquaredWeight - squaredWeight[group], allSum[part] - sum[at], allSquare[part] - square[at]);
        double squared = difference * difference;
        return squared <= Noise ? 0
            : squaredError <= Noise * squared ? double.PositiveInfinity
            : squared / squaredError;
    }

    /// <summary>
    /// How far apart the groups are in all parts together: the mean over the parts of the share of variance that lies between groups (η²).
    /// </summary>
    public double Between()
    {
        double total = 0;
        for (int part = 0; part < parts; part++)
        {
            double mean = allSum[part] / allWeight;
            double variance = (allSquare[part] / allWeight) - (mean * mean);
            if (variance <= Noise)
                continue;
            double between = 0;
            for (int group = 0; group < groups; group++)
                if (weight[group] > 0)
                {
                    double away = (sum[(group * parts) + part] / weight[group]) - mean;
                    between += weight[group] / allWeight * away * away;
                }
            total += between / variance;
        }
        return total / parts;
    }

    // Shares that differ by less do so by rounding.
    private const double Noise = 1e-24;

    private static double SquaredError(double weight, double squaredWeight, double sum, double square)
    {
        double effective = weight * weight / squaredWeight;
        double mean = sum / weight;
        double variance = Math.Max(0, (square / weight) - (mean * mean));
        return effective > 1 ? variance / (effective - 1) : 0;
    }
}
