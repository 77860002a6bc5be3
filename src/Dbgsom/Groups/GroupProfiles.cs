using Dbgsom.Clustering;
using Dbgsom.Rows;

namespace Dbgsom.Groups;

/// <summary>Mean and spread of every feature by group and cluster, in the units of the data.</summary>
internal static class GroupProfiles
{
    // Rows between two looks at the token.
    private const int RowsAtOnce = 1 << 12;

    // Means that are held; of more there is no table to look at.
    private const int MostMeans = 1 << 22;

    public static IReadOnlyList<GroupProfile> Of(
        SomMap map,
        DataMatrix data,
        int[] groups,
        int groupCount,
        int[] winners,
        MapClusters clusters,
        CancellationToken cancellationToken
    )
    {
        if ((long)groupCount * clusters.Count * map.FeatureCount > MostMeans)
            return [];
        var selected = FeatureMatch.Find(map, data).Select(data);
        using var held = selected.Storage.Hold();
        int features = map.FeatureCount;
        int cells = groupCount * clusters.Count;
        var (mass, mean, square) = (new double[cells * features], new double[cells * features], new double[cells * features]);
        var row = new double[features];
        for (int i = 0; i < groups.Length; i++)
        {
            if (i % RowsAtOnce == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (groups[i] < 0)
                continue;
            selected.CopyRow(i, row);
            double weight = data.SampleWeights.IsEmpty ? 1 : data.SampleWeights[i];
            int cell = ((groups[i] * clusters.Count) + clusters.Labels[winners[i]]) * features;
            // West 1979: mean and sum of squares in one look, row by row, so that rounding does not depend on threads.
            for (int feature = 0; feature < features; feature++)
                if (!double.IsNaN(row[feature]))
                {
                    int at = cell + feature;
                    mass[at] += weight;
                    double away = row[feature] - mean[at];
                    mean[at] += weight / mass[at] * away;
                    square[at] += weight * away * (row[feature] - mean[at]);
                }
        }
        return
        [
            .. Enumerable
                .Range(0, cells)
                .Select(cell => new GroupProfile(
                    cell / clusters.Count,
                    cell % clusters.Count,
                    [.. Enumerable.Range(cell * features, features).Select(Spread)]
                )),
        ];

        FeatureSpread Spread(int at) =>
            mass[at] > 0
                ? new FeatureSpread(mass[at], mean[at], Math.Sqrt(Math.Max(0, square[at]) / mass[at]))
                : new FeatureSpread(0, double.NaN, double.NaN);
    }
}
