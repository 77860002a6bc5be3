namespace Dbgsom.Files;

/// <summary>The order in which a column of dates such as 01/02/2024 was read. Every file, and every part of a file, finds it from its own cells.</summary>
/// <param name="Order">The order that was used.</param>
/// <param name="IsGuess">True if every cell fits both orders.</param>
/// <param name="Cell">The first cell that fits this order only; of a guess, the first that fits both.</param>
internal sealed record DateReading(DateOrder Order, bool IsGuess, string Cell)
{
    /// <summary>The file and column of <see cref="Cell"/>, for messages.</summary>
    public required string File { get; init; }

    /// <summary>The column as messages name it.</summary>
    public required string Column { get; init; }

    /// <summary>Merges how the files or parts of a data set read one column.</summary>
    /// <param name="files">How each read it; null where it has no date in either order, or where the order was given.</param>
    /// <returns>The first that is not a guess, or else the first guess; null if all are null.</returns>
    /// <exception cref="InvalidDataException">Two read it in different orders.</exception>
    public static DateReading? Merge(IEnumerable<DateReading?> files)
    {
        DateReading[] read = [.. files.OfType<DateReading>().OrderBy(one => one.IsGuess)];
        return Array.Find(read, one => one.Order != read[0].Order) is { } other
            ? throw read[0].Against(other)
            : read.FirstOrDefault();
    }

    /// <summary>"day first".</summary>
    public static string Words(DateOrder order) => order == DateOrder.MonthFirst ? "month first" : "day first";

    private InvalidDataException Against(DateReading other) =>
        DataPart.Bad(
            File,
            other.IsGuess
                ? $"column {Column}: '{Cell}' fits {Words(Order)} only, but dates of {other.File} were read {Words(other.Order)}, such as '{other.Cell}'; --date-order {Order} reads all of them {Words(Order)}"
                : $"column {Column}: '{Cell}' fits {Words(Order)} only, but '{other.Cell}' of {other.File} {Words(other.Order)} only; write the column in one order, or leave it out (--drop)"
        );
}
