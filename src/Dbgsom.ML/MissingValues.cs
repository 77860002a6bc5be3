namespace Dbgsom.ML;

/// <summary>How a trainer handles rows with missing values (NaN).</summary>
public enum MissingValues
{
    /// <summary>
    /// Rows train the map by the values they have, except rows that lack more than <see cref="SomOptions.MaxMissing"/> of them. A row
    /// without any value is rejected.
    /// </summary>
    Use,

    /// <summary>Rows with a missing value are skipped.</summary>
    Drop,

    /// <summary>The first missing value is rejected with row and slot.</summary>
    Refuse,
}
