using System.Globalization;

namespace Dbgsom.Files;

/// <summary>Makes numbers of the texts of one column; a text that stands for none is a missing value, and is counted.</summary>
/// <param name="column">The column as messages name it.</param>
internal abstract class CellEncoder(string column)
{
    private const int MostNamed = 5;

    private readonly List<string> unknown = [];
    private long unknownCount;
    private long knownCount;

    /// <summary>The words for a text that is not a valid value, as in "not a valid date".</summary>
    public abstract string Unknown { get; }

    /// <summary>Why the text that was read last contradicts those before it; null where it does not.</summary>
    public string? Contradiction { get; protected set; }

    /// <summary>The texts that stand for no number by the number of their row, until <see cref="TakeUnknown"/> takes them; null where they are not wanted.</summary>
    public Dictionary<long, string>? UnknownTexts { get; init; }

    /// <summary>The text of a row that stood for no number; null for none.</summary>
    public string? TakeUnknown(long number) => UnknownTexts?.Remove(number, out string? text) == true ? text : null;

    /// <summary>The number; not-a-number where the text stands for none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number of its row in the file.</param>
    public double Read(string text, long number)
    {
        double value = Find(text);
        if (!double.IsNaN(value))
        {
            knownCount++;
            return value;
        }
        unknownCount++;
        UnknownTexts?.TryAdd(number, text);
        if (unknown.Count <= MostNamed && !unknown.Contains(text))
            unknown.Add(text);
        return double.NaN;
    }

    /// <summary>The valid values, and the remedy for a column without any.</summary>
    public abstract string Valid { get; }

    /// <summary>True if texts were read.</summary>
    public bool HasTexts => knownCount + unknownCount > 0;

    /// <summary>True if a text stood for a number.</summary>
    public bool IsKnown => knownCount > 0;

    /// <summary>Why a column cannot be used none of whose texts stands for a number.</summary>
    public string Unusable =>
        $"column {column}: each of its {(unknownCount == 1 ? "cells" : $"{unknownCount.ToString(CultureInfo.InvariantCulture)} cells")}, such as '{unknown[0]}', is {Unknown}; {Valid}";

    /// <summary>The order in which dates were read; null for other columns, where no cell tells of one, and where the order was given.</summary>
    /// <param name="file">The file as messages name it.</param>
    public virtual DateReading? ReadingOf(string file) => null;

    /// <summary>Notes about the cells that were read.</summary>
    public virtual IEnumerable<string> Notes
    {
        get
        {
            if (unknownCount == 0)
                yield break;
            string count = unknownCount.ToString(CultureInfo.InvariantCulture);
            string more = unknown.Count > MostNamed ? ", …" : "";
            yield return $"column {column}: {count} {(unknownCount == 1 ? "cell" : "cells")} ({ColumnPlan.Quote([.. unknown.Take(MostNamed)])}{more}) {(unknownCount == 1 ? "is" : "are")} {Unknown}; treated as missing";
        }
    }

    protected abstract double Find(string text);
}
