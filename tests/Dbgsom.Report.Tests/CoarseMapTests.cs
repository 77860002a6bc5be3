using System.Text.Json;
using Dbgsom.Grid;

namespace Dbgsom.Report.Tests;

/// <summary>A map of more neurons than a page can show is shown in blocks, and the page says so.</summary>
public sealed class CoarseMapTests
{
    // 120 × 100 neurons in a plane: the weights are the places.
    private static readonly SomMap Large = SomMap.FromWeights(
        DataMatrix.From([.. Enumerable.Range(0, 12_000).Select(i => new double[] { i % 120, i / 120 })]),
        new GridSize(120, 100)
    );

    private static readonly DataMatrix Samples = DataMatrix.From([
        .. Enumerable.Range(0, 500).Select(i => new[] { i * 7919 % 1193 / 10.0, i * 104_729 % 991 / 10.0 }),
    ]);

    [Fact]
    public void Blocks_of_four_have_the_means_of_their_weights()
    {
        var coarse = CoarseMap.Of(Large);
        Assert.Equal(2, coarse.Block);
        Assert.Equal(3000, coarse.Map.Neurons.Count);
        Assert.Equal(12_000, coarse.PlaceOf.Length);
        for (int neuron = 0; neuron < 12_000; neuron += 97)
        {
            int place = coarse.PlaceOf[neuron];
            Assert.Equal(new GridPosition(neuron % 120 / 2, neuron / 120 / 2), coarse.Map.Neurons[place].Position);
            Assert.Equal((2 * (neuron % 120 / 2)) + 0.5, coarse.Map.Weights[place, 0], 1e-12);
            Assert.Equal((2 * (neuron / 120 / 2)) + 0.5, coarse.Map.Weights[place, 1], 1e-12);
        }
        // 60 × 50 places: each has its neighbors.
        Assert.Equal((59 * 50) + (60 * 49), coarse.Map.Edges.Count);
    }

    [Fact]
    public void Hits_of_a_block_are_those_of_its_neurons_and_weigh_its_mean()
    {
        var map = new SomVq(new SomOptions { Grid = new GridSize(101, 101), Epochs = 2 }).Fit(Samples);
        var coarse = CoarseMap.Of(map);
        Assert.Equal(51 * 51, coarse.Map.Neurons.Count);
        Assert.Equal(500, coarse.Map.Neurons.Sum(neuron => neuron.HitMass));
        foreach (var place in coarse.Map.Neurons.Where(neuron => !neuron.IsDead).Take(40))
        {
            Neuron[] own = [.. map.Neurons.Where(neuron => coarse.PlaceOf[neuron.Index] == place.Index)];
            Assert.Equal(own.Sum(neuron => neuron.HitMass), place.HitMass);
            Assert.Equal(
                own.Sum(neuron => neuron.HitMass * map.Weights[neuron.Index, 0]) / place.HitMass,
                coarse.Map.Weights[place.Index, 0],
                1e-9
            );
        }
    }

    [Fact]
    public void The_page_is_bounded_and_says_what_it_shows()
    {
        var page = PageText.Of(Large, Samples);
        var map = page.Data.GetProperty("map");
        Assert.Equal(3000, map.GetProperty("x").GetArrayLength());
        Assert.Equal(2, map.GetProperty("block").GetInt32());
        Assert.Equal(500, map.GetProperty("mass").EnumerateArray().Sum(value => value.GetDouble()));
        string summary = page.Data.GetProperty("summary").GetProperty("paragraphs")[1].GetString()!;
        Assert.Contains("12,000 neurons", summary, StringComparison.Ordinal);
        Assert.Contains("blocks of 2 × 2", summary, StringComparison.Ordinal);
        Assert.InRange(page.Json.Length, 1, 1_500_000);
        // Distances are those to the neurons themselves.
        var matches = Large.FindBestMatches(Samples, 1);
        var samples = page.Data.GetProperty("samples");
        Assert.Equal(matches[7, 0].Distance, samples.GetProperty("distance")[7].GetDouble(), 1e-4);
        Assert.Equal(CoarseMap.Of(Large).PlaceOf[matches[7, 0].Neuron], samples.GetProperty("neuron")[7].GetInt32());
    }

    [Fact]
    public void Smaller_maps_are_shown_as_they_are()
    {
        Assert.Same(SampleMap.Map, CoarseMap.Of(SampleMap.Map).Map);
        Assert.False(PageText.Of(SampleMap.Map).Data.GetProperty("map").TryGetProperty("block", out _));
    }
}
