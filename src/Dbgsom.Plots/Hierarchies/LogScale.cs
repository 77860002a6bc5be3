namespace Dbgsom.Plots.Hierarchies;

/// <summary>
/// Errors as powers of ten: they fall by about the same factor from level to level, so that on a linear scale only the first map would have
/// a color of its own.
/// </summary>
internal static class LogScale
{
    private static readonly int[] Factors = [1, 2, 5];

    /// <summary>Of the greatest: below that a map tells all its samples apart, and by how much means nothing.</summary>
    private const double LeastShare = 1e-3;

    /// <summary>Logarithms; of 0 that of the least positive value, of what is less than a thousandth of the greatest that of the thousandth.</summary>
    public static double[] Of(IReadOnlyList<double> values)
    {
        double least = values.Where(value => value > 0).DefaultIfEmpty(1).Min();
        least = Math.Max(least, LeastShare * values.Max());
        return [.. values.Select(value => Math.Log10(Math.Max(value, least)))];
    }

    /// <summary>Places of 1, 2 and 5 times powers of ten on a bar; of other values where there would be fewer than two.</summary>
    public static (IReadOnlyList<double> Places, IReadOnlyList<string> Texts) Ticks(ColorScale scale)
    {
        var (low, high) = scale.GetRange();
        if (scale.OnlyValue is { } only)
            return ([only], [Keys.Short(Math.Pow(10, only))]);
        var round =
            from power in Enumerable.Range((int)Math.Floor(low), (int)Math.Ceiling(high) - (int)Math.Floor(low) + 1)
            from factor in Factors
            let place = power + Math.Log10(factor)
            where place >= low && place <= high
            select place;
        double[] places = [.. round];
        if (places.Length < 2)
            places = [low, high];
        return (places, [.. places.Select(place => Keys.Short(Math.Pow(10, place)))]);
    }
}
