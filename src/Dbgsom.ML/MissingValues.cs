namespace Dbgsom.ML;

/// <summary>What a trainer does with rows that lack values: those that are NaN in the column of the samples.</summary>
public enum MissingValues
{
    /// <summary>
    /// Rows train the map by the values they have; those that lack more than <see cref="SomOptions.MaxMissing"/> of them do not. A row without any value is refused.
    /// </summary>
    Use,

    /// <summary>Rows that lack a value are left out.</summary>
    Drop,

    /// <summary>The first missing value is refused by row and slot.</summary>
    Refuse,
}
