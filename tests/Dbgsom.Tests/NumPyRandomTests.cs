using System.Text.Json;
using Dbgsom.Numerics;
using Dbgsom.Training;

namespace Dbgsom.Tests;

public sealed class NumPyRandomTests
{
    private static Dictionary<string, long[]> Recorded =>
        JsonSerializer.Deserialize<Dictionary<string, long[]>>(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "rng.json"))
        )!;

    [Fact]
    public void Starting_samples_are_those_of_NumPy()
    {
        Assert.NotEmpty(Recorded);
        foreach (var (key, expected) in Recorded)
        {
            string[] parts = key.Split(':');
            uint seed = uint.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture);
            long count = long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(expected, StartingSamples.NumPyPermutation.Choose(seed, count, _ => true));
        }
    }

    /// <summary>init_genrand(5489) is the generator's own test vector: its first output is 3499211612.</summary>
    [Fact]
    public void First_draw_of_the_published_seed() => Assert.Equal(3499211612, new NumPyRandom(5489).NextUpTo(uint.MaxValue));

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(20_000)]
    [InlineData(100_003)]
    public void A_permutation_head_is_that_of_the_whole_permutation(int count)
    {
        var random = new NumPyRandom(7);
        long[] whole = [.. Enumerable.Range(0, count).Select(i => (long)i)];
        for (int i = count - 1; i >= 1; i--)
        {
            int j = (int)random.NextUpTo(i);
            (whole[i], whole[j]) = (whole[j], whole[i]);
        }
        foreach (int head in new[] { 1, 4, 64, 3000 })
            Assert.Equal(whole[..Math.Min(head, count)], NumPyRandom.PermutationHead(7, count, Math.Min(head, count)));
    }

    /// <summary>Nearly all, a few and next to none of many rows count: the head of the permutation is enough, or is not.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(900)]
    [InlineData(20_000)]
    public void Rows_that_do_not_count_are_passed_over_in_a_long_permutation(int share)
    {
        long[] expected = [.. NumPyRandom.Permutation(5, 100_000).Where(row => row % share == 1).Take(4)];
        Assert.Equal(expected, StartingSamples.NumPyPermutation.Choose(5, 100_000, row => row % share == 1));
    }

    [Fact]
    public void Rows_that_do_not_count_are_passed_over()
    {
        foreach (var rule in StartingSamples.All)
        {
            long[] chosen = rule.Choose(3, 50, row => row % 12 == 1);
            Assert.Equal(4, chosen.Distinct().Count());
            Assert.All(chosen, row => Assert.Equal(1, row % 12));
        }
    }
}
