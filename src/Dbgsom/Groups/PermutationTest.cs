using Dbgsom.Numerics;
using Dbgsom.Threading;

namespace Dbgsom.Groups;

/// <summary>Whether groups differ in where they are on a map: by shuffling the groups of the units.</summary>
/// <param name="PValues">For each group and part, group by group; NaN where nothing can be tested.</param>
/// <param name="Overall">The p-value of all groups and parts together, by how much groups differ on average; NaN where nothing can be tested.</param>
/// <param name="Greatest">The p-value of the greatest difference of all (Westfall &amp; Young 1993); NaN where nothing can be tested.</param>
internal sealed record PermutationTest(double[] PValues, double Overall, double Greatest)
{
    // What is as large but for rounding counts as large.
    private const double Almost = 1 - 1e-9;

    /// <summary>Shuffles.</summary>
    /// <param name="units">The units.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="parts">Number of parts of the map.</param>
    /// <param name="permutations">How often; 0 for not at all.</param>
    /// <param name="seed">Seed of the shuffles.</param>
    /// <param name="team">The threads there are; the result does not depend on them.</param>
    /// <param name="progress">Receives the share that is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static PermutationTest Run(
        SampleUnits units,
        int groups,
        int parts,
        int permutations,
        uint seed,
        Team team,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        var values = new double[groups * parts];
        Array.Fill(values, double.NaN);
        if (permutations == 0 || units.Count == 0)
            return new PermutationTest(values, double.NaN, double.NaN);
        var moments = new GroupMoments(units, groups, parts);
        moments.Take(units.Groups);
        int[] tested =
        [
            .. Enumerable.Range(0, groups * parts).Where(at => moments.HasOthers(at / parts) && moments.HasAny(at % parts)),
        ];
        if (tested.Length == 0)
            return new PermutationTest(values, double.NaN, double.NaN);
        double[] observed = Array.ConvertAll(tested, at => Almost * moments.SquaredT(at / parts, at % parts));
        double between = Almost * moments.Between();
        double greatest = observed.Max();
        var counts = new int[team.Threads][];
        var beyond = new int[team.Threads];
        var greater = new int[team.Threads];
        var own = new GroupMoments?[team.Threads];
        int done = 0;
        team.For(
            permutations,
            team.Threads,
            (permutation, worker) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                var shuffled = own[worker] ??= new GroupMoments(units, groups, parts);
                int[] count = counts[worker] ??= new int[tested.Length];
                shuffled.Take(Shuffle(units.Groups, seed, permutation));
                double most = 0;
                for (int i = 0; i < tested.Length; i++)
                {
                    double squared = shuffled.SquaredT(tested[i] / parts, tested[i] % parts);
                    most = Math.Max(most, squared);
                    if (squared >= observed[i])
                        count[i]++;
                }
                if (most >= greatest)
                    greater[worker]++;
                if (shuffled.Between() >= between)
                    beyond[worker]++;
                if (progress is not null)
                    lock (counts)
                        progress.Report((double)++done / permutations);
            }
        );
        for (int i = 0; i < tested.Length; i++)
        {
            int index = i;
            values[tested[i]] = (1.0 + counts.Sum(count => count?[index] ?? 0)) / (1 + permutations);
        }
        return new PermutationTest(values, (1.0 + beyond.Sum()) / (1 + permutations), (1.0 + greater.Sum()) / (1 + permutations));
    }

    /// <summary>
    /// The p-values after Benjamini &amp; Hochberg (1995), which hold the rate of false discoveries: p·m/rank, and none above that of a larger p.
    /// Those that are NaN are no tests.
    /// </summary>
    public static double[] Adjust(ReadOnlySpan<double> values)
    {
        var adjusted = new double[values.Length];
        Array.Fill(adjusted, double.NaN);
        var p = values.ToArray();
        int[] order = [.. Enumerable.Range(0, p.Length).Where(i => !double.IsNaN(p[i])).OrderBy(i => p[i])];
        double least = 1;
        for (int rank = order.Length; rank >= 1; rank--)
        {
            least = Math.Min(least, p[order[rank - 1]] * order.Length / rank);
            adjusted[order[rank - 1]] = least;
        }
        return adjusted;
    }

    /// <summary>A shuffle (Fisher &amp; Yates) of its own for each permutation, so that threads can take them in any order.</summary>
    private static int[] Shuffle(int[] groups, uint seed, int permutation)
    {
        var random = new NumPyRandom(seed ^ ((uint)(permutation + 1) * 0x9E3779B9));
        int[] shuffled = [.. groups];
        for (int i = shuffled.Length - 1; i >= 1; i--)
        {
            int j = (int)random.NextUpTo(i);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }
        return shuffled;
    }
}
