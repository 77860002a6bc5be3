using Dbgsom.Numerics;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>How much the rows of each group count that lack a feature, by group and feature: exact, whatever the order.</summary>
/// <param name="groups">Number of groups.</param>
/// <param name="columns">Number of features.</param>
/// <param name="grid">The grid of masses.</param>
internal sealed class GapMasses(int groups, int columns, SumGrid grid)
{
    private readonly RowSums sums = new(groups, Enumerable.Repeat(grid, columns).ToArray());
    private readonly double[] lacks = new double[columns];

    /// <summary>The mass of the rows of a group that lack a feature.</summary>
    public double this[int group, int column] => sums[group, column];

    /// <summary>Adds a row.</summary>
    /// <param name="group">The group of the row.</param>
    /// <param name="missing">The features it lacks.</param>
    /// <param name="mass">How much it counts.</param>
    public void Add(int group, ReadOnlySpan<int> missing, double mass)
    {
        foreach (int column in missing)
            lacks[column] = 1;
        sums.Add(group, lacks, mass);
        foreach (int column in missing)
            lacks[column] = 0;
    }

    public void Release() => sums.Release();

    /// <summary>The sums of both, of which either may be null for none.</summary>
    public static GapMasses? Merged(GapMasses? one, GapMasses? other)
    {
        if (one is null || other is null)
            return one ?? other;
        one.sums.Merge(other.sums);
        return one;
    }

    /// <summary>Writes an entry, unless it is empty.</summary>
    public static void Write(ArchiveWriter archive, string name, GapMasses? masses, int groups)
    {
        if (masses is not null)
            SumEntries.Write(archive, name, masses.sums, groups);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null where there is no such entry.</summary>
    public static GapMasses? Read(ArchiveReader archive, string name, int groups, int columns, SumGrid grid)
    {
        if (!archive.Has(name))
            return null;
        var masses = new GapMasses(groups, columns, grid);
        SumEntries.Read(archive, name, groups, columns, masses.sums);
        return masses;
    }
}
