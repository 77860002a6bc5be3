namespace Dbgsom.Map;

/// <summary>Samples whose missing values a map has filled in, and how sure it is of them.</summary>
public sealed class ImputedData
{
    internal ImputedData(DataMatrix values, DataMatrix deviations) => (Values, Deviations) = (values, deviations);

    /// <summary>The samples with the features of the map; what was known is as it was.</summary>
    public DataMatrix Values { get; }

    /// <summary>The standard deviation of every value that was filled in, in the units of its feature; 0 where the value was known.</summary>
    public DataMatrix Deviations { get; }
}
