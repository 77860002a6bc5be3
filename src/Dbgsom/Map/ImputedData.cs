namespace Dbgsom.Map;

/// <summary>Samples with missing values filled in by a map, and their uncertainty.</summary>
public sealed class ImputedData
{
    internal ImputedData(DataMatrix values, DataMatrix deviations) => (Values, Deviations) = (values, deviations);

    /// <summary>The samples with the features of the map; known values are unchanged.</summary>
    public DataMatrix Values { get; }

    /// <summary>The standard deviation of every value that was filled in, in the units of its feature; 0 for a known value.</summary>
    public DataMatrix Deviations { get; }
}
