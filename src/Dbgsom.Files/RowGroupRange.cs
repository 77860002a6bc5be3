namespace Dbgsom.Files;

/// <summary>Some row groups of a Parquet file, one after the other.</summary>
/// <param name="First">Index of the first.</param>
/// <param name="Count">How many.</param>
/// <param name="FirstRow">The row of the file that the first begins with.</param>
internal sealed record RowGroupRange(int First, int Count, long FirstRow);
