using System.Globalization;
using Dbgsom.Classification.Lvq;
using Dbgsom.Space;

namespace Dbgsom.Studies;

/// <summary>
/// Accuracy on samples held out: 5-fold stratified cross-validation, 10 seeds (of folds and of the map), both presets, as trained and after
/// ten iterations of batch LVQ. Features are standardized on the four folds trained on.
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
            "| data | preset | neurons | accuracy trained on | accuracy held out | least and greatest seed | held out after LVQ | change |"
        );
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (string set in Sets)
        foreach (var preset in new[] { SomOptions.Reference, SomOptions.Default })
            if (SampleSets.LoadLabeled(set) is { } samples)
            {
                var options = MapSizeStudy.Change(preset with { Scaling = Scaling.Standard }, changes);
                var seeds = Enumerable
                    .Range(0, Seeds)
                    .Select(seed => Validate(samples.Data, samples.Labels, options with { Seed = (uint)seed }));
                Write(output, set, options.Preset, [.. seeds]);
            }
            else
                output.WriteLine($"| {set} | {preset.Preset} | its file is not here |");
    }

    private static void Write(TextWriter output, string set, string preset, Result[] seeds)
    {
        double heldOut = seeds.Average(seed => seed.HeldOut);
        double refined = seeds.Average(seed => seed.Refined);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {set} | {preset} | {seeds.Average(seed => seed.Neurons):0} | {seeds.Average(seed => seed.Training):0.000} | {heldOut:0.000} | {seeds.Min(seed => seed.HeldOut):0.000}–{seeds.Max(seed => seed.HeldOut):0.000} | {refined:0.000} | {Math.Round(100 * (refined - heldOut), 1) + 0.0:+0.0;-0.0;0.0} |"
            )
        );
    }

    private static Result Validate(DataMatrix data, string[] labels, SomOptions options)
    {
        int[] folds = StratifiedFolds(labels, options.Seed);
        int[] rows = [.. Enumerable.Range(0, data.RowCount)];
        var total = new Result(0, 0, 0, 0);
        for (int fold = 0; fold < Folds; fold++)
        {
            var (inside, insideLabels) = Part(Array.FindAll(rows, row => folds[row] != fold));
            var (outside, outsideLabels) = Part(Array.FindAll(rows, row => folds[row] == fold));
            var classifier = new SomClassifier(options).Fit(inside, insideLabels);
            var refined = new LvqRefinement().Refine(classifier, inside, insideLabels);
            double share = outside.RowCount / (double)data.RowCount;
            total = new Result(
                total.Neurons + (classifier.Map.Neurons.Count / (double)Folds),
                total.Training + (classifier.Map.TrainingAccuracy!.Value / Folds),
                total.HeldOut + (share * classifier.Score(outside, outsideLabels)),
                total.Refined + (share * refined.Score(outside, outsideLabels))
            );
        }
        return total;

        (DataMatrix, string[]) Part(int[] part) => (SampleSets.Select(data, part), Array.ConvertAll(part, row => labels[row]));
    }

    /// <summary>Each class is shuffled and dealt to the folds in turn, going on where the class before ended.</summary>
    private static int[] StratifiedFolds(string[] labels, uint seed)
    {
        var random = new Random((int)seed);
        var folds = new int[labels.Length];
        int next = 0;
        var rows = Enumerable.Range(0, labels.Length);
        foreach (var group in rows.GroupBy(row => labels[row]).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            int[] members = [.. group];
            random.Shuffle(members);
            foreach (int row in members)
                folds[row] = next++ % Folds;
        }
        return folds;
    }

    private sealed record Result(double Neurons, double Training, double HeldOut, double Refined);
}
