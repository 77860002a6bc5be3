namespace Dbgsom.Files;

/// <summary>What the cells of a column of dates or ordered categories say of it.</summary>
/// <param name="IsKnown">Whether any of them is a date, or one of the categories.</param>
/// <param name="Problem">Why the column is of no use where none is; null where it holds no text at all.</param>
internal readonly record struct EncodedColumn(bool IsKnown, string? Problem);
