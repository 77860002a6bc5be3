using System.Globalization;

namespace Dbgsom.Studies;

/// <summary>Clusters of maps trained with default options, their number chosen by the library, beside the classes of the samples.</summary>
public static class MapClustersStudy
{
    private const int Seeds = 5;

    // The label of the noise of shapes, which is no class.
    private const string Noise = "7";

    private static readonly string[] Sets = ["shapes", "iris", "wine", "breast_cancer", "digits"];

    /// <param name="output">Where the table goes.</param>
    public static void Run(TextWriter output)
    {
        output.WriteLine("| data | classes | method | clusters, by seed | ARI, by seed | median ARI |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (string set in Sets)
        {
            if (SampleSets.LoadLabeled(set) is not { } loaded)
            {
                output.WriteLine($"| {set} | its file is not here |");
                continue;
            }
            var (data, labels) = loaded;
            var maps = Enumerable
                .Range(0, Seeds)
                .Select(seed => new SomVq(new SomOptions { Seed = (uint)seed }).Fit(data))
                .ToList();
            double[] counted = [.. labels.Select(label => set == "shapes" && label == Noise ? 0.0 : 1.0)];
            int classes = labels.Where((_, row) => counted[row] > 0).Distinct().Count();
            foreach (var method in ClusterMethod.All)
            {
                var found = maps.Select(map => map.Cluster(method)).ToList();
                double[] agreement = [.. found.Select(clusters => Agreement(clusters.Predict(data), labels, counted))];
                output.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {set} | {classes} | {method} | {string.Join(", ", found.Select(clusters => clusters.Count))} | {string.Join(", ", agreement.Select(value => value.ToString("0.000", CultureInfo.InvariantCulture)))} | {Statistics.Median(agreement):0.000} |"
                    )
                );
            }
        }
    }

    private static double Agreement(int[] clusters, string[] labels, double[] counted)
    {
        var codes = labels.Distinct().Select((label, code) => (label, code)).ToDictionary(pair => pair.label, pair => pair.code);
        return Measures.LabelAgreements.Of(clusters, [.. labels.Select(label => codes[label])], counted).AdjustedRandIndex;
    }
}
