using Dbgsom.Classification;
using Dbgsom.Clustering;
using Dbgsom.Export;
using Dbgsom.Grid;
using Dbgsom.Naming;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests;

/// <summary>Messages, files and the command line show a choice by its name, and find it by that.</summary>
public sealed class NamedTests
{
    [Fact]
    public void A_choice_is_shown_by_the_name_that_finds_it()
    {
        Check<ClassVote>("nearest, winner");
        Check<ClusterMethod>("ward, k-means, watershed");
        Check<Decay>("exponential, linear");
        Check<GrowthCriterion>("quantization_error, entropy");
        Check<GrowthRule>("all-boundary, first-blocked-stops");
        Check<MapFormat>("onnx, csv, edges, json, graphml, dot, wts, codes, npy");
        Check<Metric>("euclidean, cosine, manhattan");
        Check<GridBoundary>("planar, toroidal");
        Check<MapGrid>("square, hexagonal");
        Check<Neighborhood>("gaussian, cutgauss, bubble");
        Check<PhaseScope>("none, fine, all");
        Check<Scaling>("none, standard, minmax, robust");
        Check<StartingSamples>("drawn, numpy-permutation");
        Check<StartingWeights>("principal, samples");
        Check<VerticalRule>("mean-error, summed-error");
        Check<Weighting>("robust, robust-growth, uniform");
        Assert.Equal(
            "the preset 'absent' is not one of default, reference (Parameter 'name')",
            Assert.Throws<ArgumentException>(() => SomOptions.FromPreset("absent")).Message
        );
    }

    private static void Check<T>(string names)
        where T : INamed<T>
    {
        Assert.Equal(names, Named.NamesOf<T>());
        foreach (var choice in T.All)
        {
            Assert.Equal(choice.Name, $"{choice}");
            Assert.True(ReferenceEquals(choice, Named.Parse<T>(choice.Name.ToUpperInvariant())));
        }
        Assert.Equal($"'absent' is not one of {names}", Assert.Throws<ArgumentException>(() => Named.Parse<T>("absent")).Message);
    }
}
