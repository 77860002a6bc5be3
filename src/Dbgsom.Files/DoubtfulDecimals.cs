using System.Globalization;
using System.Text;

namespace Dbgsom.Files;

/// <summary>Finds columns whose decimals may be thousands, as in 1,925: every number of theirs that has any has three.</summary>
/// <param name="form">How numbers are written.</param>
/// <param name="columns">Number of columns.</param>
internal sealed class DoubtfulDecimals(NumberForm form, int columns)
{
    private readonly bool[] isSettled = new bool[columns];
    private readonly string?[] examples = new string?[columns];

    /// <summary>Takes a number of a column.</summary>
    public void Add(int column, ReadOnlySpan<byte> cell)
    {
        if (isSettled[column] || form.MayBeThousands(cell) is not { } may)
            return;
        isSettled[column] = !may;
        if (may)
            examples[column] ??= Encoding.UTF8.GetString(cell);
    }

    /// <summary>Returns a note about the decision for each doubtful column.</summary>
    public IEnumerable<string> Notes(string file, Func<int, string> describe)
    {
        for (int column = 0; column < columns; column++)
            if (!isSettled[column] && examples[column] is { } example)
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{file}: column {describe(column)}: '{example}' was read as {form.Read(example):R}, with decimals; all decimals have three digits, like thousands: if they are thousands, {Other} reads it as {Whole(example):R}"
                );
    }

    private string Other => form.DecimalComma ? "--thousands , without --decimal-comma" : "--decimal-comma with --thousands .";

    private double? Whole(string example) => new NumberForm(!form.DecimalComma, form.DecimalComma ? ',' : '.').Read(example);
}
