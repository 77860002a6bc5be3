using CsCheck;
using Dbgsom.Measures;
using Dbgsom.Tests.Training;

namespace Dbgsom.Tests.Classes;

/// <summary>Purity, NMI, ARI, homogeneity, completeness and V-measure by hand, and what scikit-learn gives.</summary>
public sealed class LabelAgreementTests
{
    public static TheoryData<int[], int[], double, double, double, double, double> Tables =>
        new()
        {
            // The same grouping by other names.
            { [0, 0, 1, 1, 2], [7, 7, 3, 3, 5], 1, 1, 1, 1, 1 },
            // Independent: every pair of groups meets once. Pairs together in both 0, by chance 2·2/6 = 2/3, at most 2: (0 − 2/3)/(2 − 2/3) = −1/2.
            { [0, 0, 1, 1], [0, 1, 0, 1], 0.5, 0, -0.5, 0, 0 },
            // One cluster: it tells nothing, and the most frequent class is 3 of 4.
            { [0, 0, 0, 0], [0, 0, 0, 1], 0.75, 0, 0, 0, 1 },
            // One class: every cluster is pure.
            { [0, 0, 1, 1], [4, 4, 4, 4], 1, 0, 0, 1, 0 },
            { [0, 0, 0], [1, 1, 1], 1, 1, 1, 1, 1 },
            { [0, 1, 2], [5, 4, 3], 1, 1, 1, 1, 1 },
            // Two samples, together in one grouping only: pairs 1 and 0, none in both and none by chance, so (0 − 0)/(1/2 − 0).
            { [0, 0], [0, 1], 0.5, 0, 0, 0, 1 },
            // Every sample a cluster: H(clusters) = 2, H(classes) = 1 = I, so NMI = 1/1.5; no pair is together.
            { [0, 1, 2, 3], [0, 0, 1, 1], 1, 2 / 3.0, 0, 1, 0.5 },
            // Pairs: clusters 2, classes 1, both 1; chance 2·1/6 = 1/3; (1 − 1/3)/(3/2 − 1/3) = 4/7. I = 1 of H = 1 and 1.5: 1/1.25.
            { [0, 0, 1, 1], [0, 0, 1, 2], 0.75, 0.8, 4 / 7.0, 2 / 3.0, 1 },
            // Cells 2 and 1 in cluster 0, 1 and 2 in cluster 1. Pairs 6, 6, both 2; chance 36/15 = 2.4; (2 − 2.4)/(6 − 2.4) = −1/9.
            // I = 2 − H(2,1,1,2 of 6) = 2 − 1.9182958340544893.
            {
                [0, 0, 0, 1, 1, 1],
                [0, 0, 1, 0, 1, 1],
                2 / 3.0,
                0.0817041659455107,
                -1 / 9.0,
                0.0817041659455107,
                0.0817041659455107
            },
            // scikit-learn 1.2.1: homogeneity_completeness_v_measure, normalized_mutual_info_score and adjusted_rand_score of (labels, clusters).
            {
                [0, 0, 0, 1, 1, 2, 2, 2, 2, 3],
                [5, 5, 6, 6, 6, 7, 7, 5, 7, 7],
                0.8,
                0.5682410329229681,
                0.28,
                0.6180656462921544,
                0.5258502518682332
            },
        };

    [Theory]
    [MemberData(nameof(Tables))]
    public void By_hand(
        int[] clusters,
        int[] labels,
        double purity,
        double information,
        double rand,
        double homogeneity,
        double completeness
    )
    {
        Check(LabelAgreement.Of(clusters, labels, []));
        Check(LabelAgreement.Of(clusters, labels, [.. clusters.Select(_ => 1.0)]));
        void Check(LabelAgreement found)
        {
            Assert.Equal((clusters.Distinct().Count(), labels.Distinct().Count()), (found.Clusters, found.Classes));
            Assert.Equal(purity, found.Purity, 1e-14);
            Assert.Equal(information, found.NormalizedMutualInformation, 1e-14);
            Assert.Equal(homogeneity, found.Homogeneity, 1e-14);
            Assert.Equal(completeness, found.Completeness, 1e-14);
            double both = homogeneity + completeness;
            Assert.Equal(both == 0 ? 0 : 2 * homogeneity * completeness / both, found.VMeasure, 1e-14);
            Assert.Equal(rand, found.AdjustedRandIndex, 1e-14);
        }
    }

    private static readonly Gen<(int Cluster, int Label, int Times)[]> Samples = Gen.Select(
        Gen.Int[0, 4],
        Gen.Int[0, 3],
        Gen.Int[0, 3]
    ).Array[1, 40];

    [Fact]
    public void A_weight_is_a_number_of_repeats() =>
        Samples.Sample(samples =>
        {
            var repeated = samples.SelectMany(sample => Enumerable.Repeat(sample, sample.Times)).ToArray();
            double[] weights = [.. samples.Select(sample => (double)sample.Times)];
            if (repeated.Length == 0)
                Assert.Throws<ArgumentException>(() => Of(samples, weights));
            else
                Close(Of(repeated, []), Of(samples, weights));
        });

    [Fact]
    public void Names_and_order_do_not_matter_and_values_are_in_range() =>
        Gen.Select(Samples, Gen.Shuffle(Enumerable.Range(0, 5).ToArray()), Gen.Shuffle(Enumerable.Range(0, 4).ToArray()))
            .Sample(
                (samples, clusters, labels) =>
                {
                    var found = Of(samples, []);
                    Close(found, Of([.. samples.Select(s => (clusters[s.Cluster], labels[s.Label], 1)).Reverse()], []));
                    // Both compare pairs: they do not tell which grouping is which.
                    var turned = Of([.. samples.Select(s => (s.Label, s.Cluster, 1))], []);
                    Assert.Equal(found.AdjustedRandIndex, turned.AdjustedRandIndex, 1e-12);
                    Assert.Equal(found.NormalizedMutualInformation, turned.NormalizedMutualInformation, 1e-12);
                    // What is homogeneous one way is complete the other.
                    Assert.Equal(found.Homogeneity, turned.Completeness, 1e-12);
                    Assert.Equal(found.NormalizedMutualInformation, found.VMeasure, 1e-12);
                    Assert.InRange(found.Homogeneity, 0, 1);
                    Assert.InRange(found.Completeness, 0, 1);
                    Assert.InRange(found.Purity, 1.0 / 4, 1);
                    Assert.InRange(found.NormalizedMutualInformation, 0, 1);
                    Assert.InRange(found.AdjustedRandIndex, -0.5 - 1e-12, 1 + 1e-12);
                }
            );

    [Fact]
    public void A_map_is_compared_with_labels_it_need_not_know()
    {
        var data = SameBitsTests.Make(200, 3, 4);
        double[] weights = [.. Enumerable.Range(0, 200).Select(row => (double)(row % 3))];
        var map = new SomVq(SomOptions.Default with { TargetNeurons = 9 }).Fit(data);
        string[] labels = [.. Enumerable.Range(0, 200).Select(row => data[row, 0] > 5 ? "far" : "near")];
        int[] codes = [.. labels.Select(label => label == "far" ? 8 : 3)];
        Close(LabelAgreement.Of(map.PredictLabel(data), codes, []), map.CompareClusters(data, labels));
        Close(
            LabelAgreement.Of(map.PredictLabel(data), codes, weights),
            map.CompareClusters(data.WithSampleWeights(weights), labels)
        );
        string[] own = [.. map.PredictLabel(data).Select(label => $"{label}")];
        Close(
            new LabelAgreement(own.Distinct().Count(), own.Distinct().Count(), 1, 1, 1, 1, 1, 1),
            map.CompareClusters(data, own)
        );
        Assert.Contains(
            "199 labels are given for 200 rows",
            Assert.Throws<ArgumentException>(() => map.CompareClusters(data, labels[1..])).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => map.CompareClusters(data.WithSampleWeights(new double[200]), labels));
    }

    private static LabelAgreement Of((int Cluster, int Label, int Times)[] samples, double[] weights) =>
        LabelAgreement.Of([.. samples.Select(s => s.Cluster)], [.. samples.Select(s => s.Label)], weights);

    private static void Close(LabelAgreement expected, LabelAgreement found)
    {
        Assert.Equal((expected.Clusters, expected.Classes), (found.Clusters, found.Classes));
        Assert.Equal(expected.Purity, found.Purity, 1e-12);
        Assert.Equal(expected.NormalizedMutualInformation, found.NormalizedMutualInformation, 1e-12);
        Assert.Equal(expected.Homogeneity, found.Homogeneity, 1e-12);
        Assert.Equal(expected.Completeness, found.Completeness, 1e-12);
        Assert.Equal(expected.VMeasure, found.VMeasure, 1e-12);
        Assert.Equal(expected.AdjustedRandIndex, found.AdjustedRandIndex, 1e-12);
    }
}
