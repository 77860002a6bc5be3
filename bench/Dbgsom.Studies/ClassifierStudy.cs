using System.Globalization;

namespace Dbgsom.Studies;

/// <summary>
/// Accuracy on samples held out: 5-fold stratified cross-validation, 10 seeds (of folds and of the map), both presets. Features are
/// standardized on the four folds trained on.
/// </summary>
public static class ClassifierStudy
{
    private const int Folds = 5;
    private const int Seeds = 10;

    private static readonly string[] Sets = ["iris", "wine", "breast_cancer", "digits"];

    /// <param name="output">Where the table goes.</param>
    /// <param name="changes">Options in place of the presets' own, as in "sigma-end=0.7".</param>
    public static void Run(TextWriter output, string[] changes)
    {
        output.WriteLine(
            "| data | preset | neurons | accuracy trained on | accuracy held out (mean) | least seed | greatest seed |"
        );
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (string set in Sets)
        foreach (var preset in new[] { SomOptions.Reference, SomOptions.Default })
            if (SampleSets.LoadLabeled(set) is { } samples)
                Write(
                    output,
                    set,
                    samples.Data,
                    samples.Labels,
                    MapSizeStudy.Change(preset with { Scaling = Scaling.Standard }, changes)
                );
            else
                output.WriteLine($"| {set} | {preset.Preset} | its file is not here |");
    }

    private static void Write(TextWriter output, string set, DataMatrix data, string[] labels, SomOptions options)
    {
        var seeds = Enumerable
            .Range(0, Seeds)
            .Select(seed => Validate(data, labels, options with { Seed = (uint)seed }))
            .ToArray();
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {set} | {options.Preset} | {seeds.Average(s => s.Neurons):0} | {seeds.Average(s => s.Training):0.000} | {seeds.Average(s => s.HeldOut):0.000} | {seeds.Min(s => s.HeldOut):0.000} | {seeds.Max(s => s.HeldOut):0.000} |"
            )
        );
    }

    private static (double Neurons, double Training, double HeldOut) Validate(
        DataMatrix data,
        string[] labels,
        SomOptions options
    )
    {
        int[] folds = StratifiedFolds(labels, options.Seed);
        double neurons = 0;
        double training = 0;
        double right = 0;
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] inside = [.. Rows().Where(row => folds[row] != fold)];
            int[] outside = [.. Rows().Where(row => folds[row] == fold)];
            var classifier = new SomClassifier(options).Fit(
                SampleSets.Select(data, inside),
                [.. inside.Select(row => labels[row])]
            );
            neurons += classifier.Map.Neurons.Count / (double)Folds;
            training += classifier.Map.TrainingAccuracy!.Value / Folds;
            right += outside.Length * classifier.Score(SampleSets.Select(data, outside), [.. outside.Select(row => labels[row])]);
        }
        return (neurons, training, right / data.RowCount);

        IEnumerable<int> Rows() => Enumerable.Range(0, data.RowCount);
    }

    /// <summary>Each class is shuffled and dealt to the folds in turn, going on where the class before ended.</summary>
    private static int[] StratifiedFolds(string[] labels, uint seed)
    {
        var random = new Random((int)seed);
        var folds = new int[labels.Length];
        int next = 0;
        foreach (
            var group in Enumerable
                .Range(0, labels.Length)
                .GroupBy(row => labels[row])
                .OrderBy(group => group.Key, StringComparer.Ordinal)
        )
        {
            int[] rows = [.. group];
            random.Shuffle(rows);
            foreach (int row in rows)
                folds[row] = next++ % Folds;
        }
        return folds;
    }
}
