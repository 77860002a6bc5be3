using System.Runtime.Intrinsics;
using Dbgsom.Search.Kernels;

namespace Dbgsom.Tests.Kernels;

/// <summary>The few least of many numbers, against those of the numbers in order.</summary>
public sealed class LeastKeysTests
{
    [Theory]
    [InlineData(1.0f)]
    [InlineData(1e-30f)]
    [InlineData(1e30f)]
    public void The_least_are_found_and_the_least_of_the_others(float scale)
    {
        FilteredSearchTests.SkipWithoutFilter();
        var random = new Random(5);
        for (int packs = 1; packs <= 40; packs++)
        for (int kind = 0; kind < 4; kind++)
        {
            var keys = new float[16 * packs];
            for (int i = 0; i < keys.Length; i++)
                keys[i] = kind switch
                {
                    // Far apart, with both signs; close together; many the same; and some that are none.
                    0 => scale * (float)(Math.Pow(10, 6 * random.NextDouble()) * (random.Next(2) - 0.5)),
                    1 => scale * (float)(1 + (1e-3 * random.NextDouble())),
                    2 => scale * random.Next(60),
                    _ => i % 3 == 0 ? float.PositiveInfinity : scale * (float)random.NextDouble(),
                };
            Check<Float256>(keys, 16, kind != 2);
            if (Vector512.IsHardwareAccelerated)
                Check<Float512>(keys, 16, kind != 2);
        }
    }

    /// <summary>Where more than fit are the same, none of them is taken.</summary>
    [Fact]
    public void Equal_numbers_are_taken_together_or_not_at_all()
    {
        FilteredSearchTests.SkipWithoutFilter();
        float[] keys = [.. Enumerable.Repeat(-3f, 40), .. Enumerable.Repeat(5f, 8)];
        var places = new int[16];
        Assert.Equal(0, LeastKeys.Find<Float256>(keys, places, out float rest));
        Assert.Equal(-3, rest);
    }

    /// <summary>Few below 0 and many above: the way up from a threshold below 0 does not end at 0.</summary>
    [Fact]
    public void Numbers_on_both_sides_of_zero()
    {
        FilteredSearchTests.SkipWithoutFilter();
        float[] keys = [.. Enumerable.Range(1, 8).Select(i => (float)-i), .. Enumerable.Range(1, 40).Select(i => (float)i)];
        Check<Float256>(keys, 16, distinct: true);
    }

    /// <summary>One place of all packs holds no number.</summary>
    [Fact]
    public void Places_without_numbers_hide_none()
    {
        FilteredSearchTests.SkipWithoutFilter();
        float[] keys = [.. Enumerable.Range(0, 48).Select(i => i % 8 == 5 ? float.PositiveInfinity : 1 + i)];
        Check<Float256>(keys, 16, distinct: true);
        if (Vector512.IsHardwareAccelerated)
            Check<Float512>(keys, 16, distinct: true);
    }

    private static void Check<TPack>(float[] keys, int most, bool distinct)
        where TPack : struct, IFloatPack<TPack>
    {
        var places = new int[most];
        int count = LeastKeys.Find<TPack>(keys, places, out float rest);
        int[] found = places[..count];
        int[] others = [.. Enumerable.Range(0, keys.Length).Except(found)];
        Assert.Equal(found.Order(), found);
        Assert.Equal(count, found.Distinct().Count());
        Assert.Equal(others.Select(i => keys[i]).DefaultIfEmpty(float.PositiveInfinity).Min(), rest);
        Assert.All(found, i => Assert.True(keys[i] < rest));
        int finite = keys.Count(float.IsFinite);
        if (distinct)
            Assert.InRange(count, Math.Min(finite, most - (most / 4)), most);
    }
}
