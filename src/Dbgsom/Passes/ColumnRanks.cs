using Dbgsom.Numerics;
using Dbgsom.Space;

namespace Dbgsom.Passes;

/// <summary>
/// Mid-ranks of the values of features, over those that are known. The values are found digit by digit of their bits, as medians are (<see cref="ColumnMedians"/>),
/// with their exact masses, and so the same however the rows are cut. Features of few values get a knot for each. Others get one in every 128th of the
/// mass, one on either side of a value that makes up more than a 64th, where ranks jump, and in the outermost shares one at each halving, down to a mass of 1, because
/// values of a long tail differ most where there are fewest. Interpolated ranks are then within a 64th of the exact ones.
/// </summary>
internal static class ColumnRanks
{
    private const int EqualShares = 128;

    private const int HeavyShares = 64;

    // At most 127 shares, 2 · 24 halvings, the two ends and, as a heavy value holds two shares and has two neighbors, 63 more: 240 knots.
    private const int MostHalvings = 24;

    /// <summary>The ranks of some features.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The features.</param>
    /// <param name="greatestMass">The greatest weight of a row.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static RankTransform[] Of(PassEngine rows, int[] columns, double greatestMass, CancellationToken cancellationToken)
    {
        var grid = SumGrid.For(rows.RowCount, greatestMass);
        Ranking[] rankings = Array.ConvertAll(columns, column => new Ranking(column));
        for (int shift = DigitPass.FirstShift; shift >= 0; shift -= DigitPass.Bits)
            foreach (var together in Together(rankings))
            {
                var pass = new RankDigitPass(
                    [.. together.Select(ranking => ranking.Column)],
                    [.. together.Select(ranking => ranking.Found.Count)],
                    [.. together.SelectMany(ranking => ranking.Found.Select(one => one.Digits))],
                    shift,
                    grid
                );
                var digits = rows.Run(pass, cancellationToken);
                int group = 0;
                foreach (var ranking in together)
                {
                    int first = group;
                    group += ranking.Found.Count;
                    ranking.Refine(at => digits.Of(first + at));
                }
            }
        return Array.ConvertAll(rankings, ranking => ranking.ToTransform());
    }

    /// <summary>Features in groups that one pass can count.</summary>
    private static List<List<Ranking>> Together(Ranking[] rankings)
    {
        var all = new List<List<Ranking>>();
        int room = 0;
        // A feature without any value has nothing to be counted.
        foreach (var ranking in rankings.Where(ranking => ranking.Found.Count > 0))
        {
            if (ranking.Found.Count > room)
            {
                all.Add([]);
                room = RankDigits.MostGroups;
            }
            all[^1].Add(ranking);
            room -= ranking.Found.Count;
        }
        return all;
    }

    /// <summary>Values that begin with the same digits.</summary>
    /// <param name="Digits">The digits.</param>
    /// <param name="Below">The mass of all values below those.</param>
    /// <param name="Mass">The mass of the values themselves.</param>
    private readonly record struct Beginning(ulong Digits, double Below, double Mass);

    /// <summary>The ranks of one feature, as far as they are known.</summary>
    private sealed class Ranking(int column)
    {
        private double total;

        private double[]? targets;

        public int Column => column;

        /// <summary>The beginnings that are looked into, ascending.</summary>
        public List<Beginning> Found { get; private set; } = [default];

        /// <summary>Goes one digit further.</summary>
        /// <param name="masses">The masses of the digits behind each beginning.</param>
        public void Refine(Func<int, double[]> masses)
        {
            var next = new List<Beginning>();
            foreach (var (at, beginning) in Found.Index())
            {
                double below = beginning.Below;
                foreach (var (digit, mass) in masses(at).Index())
                {
                    if (mass == 0)
                        continue;
                    next.Add(new((beginning.Digits << DigitPass.Bits) | (uint)digit, below, mass));
                    below += mass;
                }
                if (total == 0)
                    total = below;
            }
            // Few beginnings are all kept, so that few values all have their own rank.
            if (targets is null && next.Count > RankTransform.MostKnots)
                targets = Targets(total);
            Found = targets is null ? next : Holding(next, targets, total);
        }

        /// <summary>The masses below which values are looked for, ascending.</summary>
        private static double[] Targets(double total)
        {
            var found = new List<double>();
            for (int i = 1; i < EqualShares; i++)
                found.Add(total * i / EqualShares);
            double tail = total / EqualShares / 2;
            for (int i = 0; i < MostHalvings && tail >= 1; i++, tail /= 2)
                found.AddRange([tail, total - tail]);
            found.Sort();
            return [.. found];
        }

        /// <summary>Keeps the prefixes that contain a target, the first and the last, and heavy ones with their neighbors.</summary>
        private static List<Beginning> Holding(List<Beginning> all, double[] targets, double total)
        {
            bool[] held = new bool[all.Count];
            held[0] = held[^1] = true;
            int target = 0;
            foreach (var (i, one) in all.Index())
            {
                for (; target < targets.Length && targets[target] <= one.Below + one.Mass; target++)
                    held[i] |= targets[target] > one.Below;
                if (one.Mass > total / HeavyShares)
                    held[Math.Max(i - 1, 0)] = held[i] = held[Math.Min(i + 1, all.Count - 1)] = true;
            }
            return [.. all.Where((_, i) => held[i])];
        }

        public RankTransform ToTransform()
        {
            var (values, shares) = (new List<double>(), new List<double>());
            foreach (var one in Found)
            {
                double share = (one.Below + (one.Mass / 2)) / total;
                // Next to rows of great weight the mass of a value can be lost in rounding.
                if (shares.Count > 0 && share <= shares[^1])
                    continue;
                values.Add(ColumnDigitPass.FromOrdered(one.Digits));
                shares.Add(share);
            }
            return values.Count > 0 ? new RankTransform([.. values], [.. shares]) : new RankTransform([0], [0.5]);
        }
    }
}
