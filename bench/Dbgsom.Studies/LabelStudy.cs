using System.Globalization;
using Dbgsom.Classification;
using Dbgsom.Rows;

namespace Dbgsom.Studies;

/// <summary>A tenth of the labels of a set is changed to another; of these labels, how many are suggested for removal (recall), and how many of those suggested were changed (precision).</summary>
public static class LabelStudy
{
    private const int Seeds = 10;
    private const double Share = 0.1;

    private static readonly string[] Sets = ["iris", "wine", "breast_cancer", "digits", "digits, raw"];

    /// <param name="output">Where the table goes.</param>
    public static void Run(TextWriter output)
    {
        output.WriteLine(
            "| data | rows | changed | recall of remove | precision of remove | least recall, precision of a seed | to look at (analyze) | seeds |"
        );
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (string name in Sets)
            if (SampleSets.LoadLabeled(name.Split(',')[0]) is { } set)
                output.WriteLine(Line(name, set.Data, set.Labels));
            else
                output.WriteLine($"| {name} | its file is not here |");
    }

    private static string Line(string name, DataMatrix data, string[] labels)
    {
        string[] classes = [.. labels.Distinct()];
        var (recalls, precisions, analyze) = (new List<double>(), new List<double>(), 0.0);
        for (int seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            string[] noisy = [.. labels];
            int[] rows = [.. Enumerable.Range(0, labels.Length)];
            random.Shuffle(rows);
            var changed = rows.Take((int)(Share * rows.Length)).ToHashSet();
            foreach (int row in changed)
                noisy[row] = classes[
                    (Array.IndexOf(classes, labels[row]) + 1 + random.Next(classes.Length - 1)) % classes.Length
                ];
            var options = SomOptions.Default with
            {
                Seed = (uint)seed,
                Scaling = name.EndsWith("raw", StringComparison.Ordinal) ? Space.Scaling.None : Space.Scaling.Standard,
            };
            var quality = new SomVq(options).Fit(data).FindLabelQuality(data, noisy);
            int[] removed = [.. rows.Where(row => quality.Verdicts[row].Suggestion == LabelSuggestion.Remove)];
            double hits = removed.Count(changed.Contains);
            recalls.Add(hits / changed.Count);
            precisions.Add(removed.Length == 0 ? 1 : hits / removed.Length);
            analyze += quality.Count(LabelSuggestion.Analyze) / (double)labels.Length / Seeds;
        }
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {labels.Length:#,0} | {Share:P0} | {recalls.Average():0.000} | {precisions.Average():0.000} | {recalls.Min():0.000}, {precisions.Min():0.000} | {100 * analyze:0.0} % | {Seeds} |"
        );
    }
}
