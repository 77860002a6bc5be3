using Dbgsom.Classification;
using Dbgsom.Grid;
using Dbgsom.Naming;
using Dbgsom.Space;
using Dbgsom.Tests.Training;

namespace Dbgsom.Tests.Classes;

/// <summary>Labels that disagree with those around them.</summary>
public sealed class LabelQualityTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A tenth of the digits get the label of another digit: nine of ten are found, and four of five that are found are such.</summary>
    [Theory]
    [InlineData(1, "none")]
    [InlineData(2, "none")]
    [InlineData(1, "standard")]
    public void Changed_labels_of_digits_are_found(int seed, string scaling)
    {
        var (data, labels) = Digits.Load();
        var random = new Random(seed);
        int[] rows = [.. Enumerable.Range(0, labels.Length)];
        random.Shuffle(rows);
        int[] changed = rows[..(labels.Length / 10)];
        string[] noisy = [.. labels];
        foreach (int row in changed)
            noisy[row] =
                $"{(int.Parse(labels[row], System.Globalization.CultureInfo.InvariantCulture) + 1 + random.Next(9)) % 10}";
        var quality = SmallMaps
            .Fit(SomOptions.Default with { Scaling = Named.Parse<Scaling>(scaling) }, data)
            .FindLabelQuality(data, noisy, Token);
        int[] removed = [.. rows.Where(row => quality.Verdicts[row].Suggestion == LabelSuggestion.Remove)];
        double found = removed.Intersect(changed).Count();
        Assert.True(found / changed.Length >= 0.9, $"recall {found / changed.Length}");
        Assert.True(found / removed.Length >= 0.8, $"precision {found / removed.Length}");
        Assert.Equal(removed.Length, quality.Count(LabelSuggestion.Remove));
        // What the others say instead is nearly always the label it had.
        int[] right = [.. removed.Intersect(changed).Where(row => quality.Verdicts[row].Likeliest == labels[row])];
        Assert.True(right.Length >= 0.95 * found, $"{right.Length} of {found}");
    }

    /// <summary>
    /// Four far neurons in the corners of a square: a, a, b on the first. The b has the prior 0 of 2, an a the prior 1 of 2. Only the own neuron is near; q is the share there, with one sample of all.
    /// </summary>
    [Fact]
    public void A_verdict_is_that_of_its_formula()
    {
        double[][] corners =
        [
            [0, 0],
            [100, 0],
            [0, 100],
            [100, 100],
        ];
        var data = DataMatrix.From([
            .. corners.SelectMany(corner => new[] { 0.0, 0.1, 0.2 }.Select(x => new[] { corner[0] + x, corner[1] })),
        ]);
        var map = SmallMaps.Fit(
            new SomOptions
            {
                Grid = new GridSize(2, 2),
                SigmaEnd = 0.1,
                SigmaFine = 0.1,
            },
            data
        );
        string?[] labels = ["a", "a", "b", "c", "c", null, .. Enumerable.Repeat("d", 6)];
        var verdicts = map.FindLabelQuality(data, labels, Token).Verdicts;
        int[] winners = map.Predict(data, Token);
        Assert.Equal(4, winners.Distinct().Count());
        // b: nobody else has it; a: q = (2 + 2/10) / 3, and (2 + 30q) / 32.
        Assert.Equal((0, 0, "a", 0.75, LabelSuggestion.Remove), Shown(verdicts[2]));
        // a: one of two others; q = (1 + 1/10) / 3, and (1 + 30q) / 32.
        Assert.Equal((0.5, 0.375, "a", 0.375, LabelSuggestion.Analyze), Shown(verdicts[0]));
        // One other c is not enough: q = (1 + 1/10) / 2, and (1 + 30q) / 31.
        Assert.Equal((1, Math.Round(17.5 / 31, 12), "c", Math.Round(17.5 / 31, 12), LabelSuggestion.Analyze), Shown(verdicts[3]));
        // Two others are: q = (2 + 5/10) / 3, and (2 + 30q) / 32.
        Assert.Equal((1, 0.84375, "d", 0.84375, LabelSuggestion.Clean), Shown(verdicts[6]));
        // One without a label leaves all votes: q = (2 + 2/11) / 3.
        Assert.Equal(
            (double.NaN, double.NaN, "c", Math.Round((2 + (240.0 / 11)) / 32, 12), LabelSuggestion.None),
            Shown(verdicts[5])
        );
    }

    /// <summary>A row's own label never votes: a label that nobody else has gets nothing.</summary>
    [Fact]
    public void A_label_of_its_own_has_no_support()
    {
        var data = SameBitsTests.Make(300, 3, 9);
        var map = SmallMaps.Fit(new SomOptions { TargetNeurons = 12 }, data);
        string[] labels = [.. Enumerable.Range(0, 300).Select(row => row == 17 ? "odd" : "usual")];
        var verdict = map.FindLabelQuality(data, labels, Token).Verdicts[17];
        Assert.Equal((0, 0, "usual", 1, LabelSuggestion.Remove), Shown(verdict));
    }

    [Fact]
    public void Threads_do_not_matter_and_rows_of_weight_zero_do_not_vote()
    {
        var data = SameBitsTests.Make(700, 4, 3);
        var map = SmallMaps.Fit(new SomOptions { TargetNeurons = 12 }, data);
        string[] labels = [.. Enumerable.Range(0, 700).Select(row => data[row, 0] > 0 ? "x" : "y")];
        Assert.Equal(
            map.WithThreads(1).FindLabelQuality(data, labels, Token).Verdicts,
            map.WithThreads(3).FindLabelQuality(data, labels, Token).Verdicts
        );
        double[] weights = [.. Enumerable.Range(0, 700).Select(row => row % 7 == 0 ? 0.0 : 1)];
        string[] wild = [.. labels.Select((label, row) => row % 7 == 0 ? "wild" : label)];
        var heavy = map.FindLabelQuality(data.WithSampleWeights(weights), wild, Token);
        int[] kept = [.. Enumerable.Range(0, 700).Where(row => row % 7 != 0)];
        var without = map.FindLabelQuality(data.SelectRows(kept), Array.ConvertAll(kept, row => labels[row]), Token);
        for (int i = 0; i < kept.Length; i++)
            Assert.Equal(without.Verdicts[i], heavy.Verdicts[kept[i]]);
        Assert.Equal(LabelSuggestion.None, heavy.Verdicts[0].Suggestion);
    }

    [Fact]
    public void Wrong_labels_are_refused()
    {
        var data = SameBitsTests.Make(100, 3, 9);
        var map = SmallMaps.Fit(new SomOptions { TargetNeurons = 9 }, data);
        Assert.Throws<ArgumentException>(() => map.FindLabelQuality(data, ["a"], Token));
        Assert.Throws<ArgumentException>(() => map.FindLabelQuality(data, new string?[100], Token));
        var given = SomMap.FromWeights(DataMatrix.From(new double[4, 3]), new GridSize(2, 2));
        Assert.Throws<InvalidOperationException>(() => given.FindLabelQuality(data, [.. Enumerable.Repeat("a", 100)], Token));
    }

    private static (double, double, string?, double, LabelSuggestion) Shown(LabelVerdict verdict) =>
        (
            Math.Round(verdict.Prior, 12),
            Math.Round(verdict.Posterior, 12),
            verdict.Likeliest,
            Math.Round(verdict.LikeliestPosterior, 12),
            verdict.Suggestion
        );
}
