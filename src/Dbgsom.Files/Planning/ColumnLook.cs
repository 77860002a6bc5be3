using System.Text;

namespace Dbgsom.Files;

/// <summary>Looks at the cells of one column, one after the other, and keeps what the rules for its role need.</summary>
/// <param name="name">The name of the column, or its index.</param>
/// <param name="isNamed">True if the file gives it a name.</param>
/// <param name="type">The type of the column in a typed file, else null.</param>
/// <param name="form">How numbers are written in text.</param>
/// <param name="missing">The texts that stand for a missing value.</param>
/// <param name="limit">The most different values that are counted.</param>
/// <param name="unit">The word for one row of the file: line, record or row.</param>
internal sealed class ColumnLook(
    string name,
    bool isNamed,
    ColumnType? type,
    NumberForm form,
    MissingTexts missing,
    int limit,
    string unit
)
{
    /// <summary>The most different texts that are kept.</summary>
    public const int MostTexts = 20;

    private const int AllPairs = 0b1111;
    private const int MostAdvised = 1000;

    private readonly SortedSet<string> texts = new(StringComparer.Ordinal);
    private long fileRow;
    private string? monthForm;
    private string? dayForm;

    public string Name => name;

    public bool IsNamed => isNamed;

    /// <summary>The type that the file gives the column; null for text files.</summary>
    public ColumnType? Type => type;

    /// <summary>The word for one row of the file.</summary>
    public string Unit => unit;

    /// <summary>How numbers are written in text.</summary>
    public NumberForm Form => form;

    public DistinctValues Distinct { get; } = new(limit);

    public NumberMoments Numbers { get; } = new();

    /// <summary>The different texts in ordinal order; null where there are more than <see cref="MostTexts"/>.</summary>
    public IReadOnlyCollection<string>? Texts => texts.Count <= MostTexts ? texts : null;

    /// <summary>Number of cells without a value.</summary>
    public long MissingCount { get; private set; }

    /// <summary>Where the first of them is, and what it holds.</summary>
    public CellPlace? FirstMissing { get; private set; }

    /// <summary>Number of cells that are not a finite number.</summary>
    public long OtherCount { get; private set; }

    public CellPlace? FirstOther { get; private set; }

    /// <summary>True if the cells that are not numbers would be in another form, such as 1,000.</summary>
    public bool AreOtherForm { get; private set; } = true;

    /// <summary>Number of cells with a value.</summary>
    public long Count => Numbers.Count + OtherCount;

    /// <summary>Characters of all texts, as bytes of UTF-8.</summary>
    public long TextBytes { get; private set; }

    /// <summary>True if all numbers are whole.</summary>
    public bool AreWhole { get; private set; } = true;

    /// <summary>True if a whole number is too large to be exact, see <see cref="ExactNumbers"/>.</summary>
    public bool IsBeyondExact { get; private set; }

    /// <summary>The first number that is not a date as in 20240131; null where all are.</summary>
    public CellPlace? FirstNoDay { get; private set; }

    /// <summary>True if the cells that are not numbers are codes such as c168: a letter, and digits after it.</summary>
    public bool AreCodes { get; private set; } = true;

    /// <summary>True if the numbers count the rows from 0 or 1.</summary>
    public bool CountsRows { get; private set; } = true;

    /// <summary>True if all texts are dates or times.</summary>
    public bool AreDates { get; private set; } = true;

    /// <summary>True if all texts are times without a day.</summary>
    public bool AreTimes { get; private set; } = true;

    /// <summary>True if all dates can be read with the month first, and whether with the day first, where that matters.</summary>
    public (bool Month, bool Day) Orders { get; private set; } = (true, true);

    /// <summary>True if some dates are such as 5/1/2024, which do not say what comes first.</summary>
    public bool HaveOrder { get; private set; }

    /// <summary>The pairs of words that all texts are of, a bit each.</summary>
    public int Pairs { get; private set; } = AllPairs;

    /// <summary>A file begins: its rows may be counted anew.</summary>
    public void BeginFile() => fileRow = 0;

    /// <summary>Takes a cell of a text file, or of a text column.</summary>
    public void Add(ReadOnlySpan<byte> cell, long place)
    {
        if (missing.Contains(cell))
        {
            AddMissing(Encoding.UTF8.GetString(cell), place);
            return;
        }
        if (type is null && form.TryRead(cell, out double value))
        {
            if (AddNumber(value, place, IsBeyond(value, cell), cell))
                Keep(Encoding.UTF8.GetString(cell));
            return;
        }
        AddText(cell, place);
    }

    /// <summary>Takes a number; not-a-number is a missing one. Returns whether it is counted as new.</summary>
    public bool AddNumber(double value, long place, bool isBeyondExact, ReadOnlySpan<byte> written = default)
    {
        if (missing.Contains(value))
        {
            AddMissing(value.ToString(System.Globalization.CultureInfo.InvariantCulture), place);
            return false;
        }
        if (double.IsInfinity(value))
        {
            AddOther(value > 0 ? "Infinity" : "-Infinity", place);
            return false;
        }
        CountsRows &=
            Numbers.Count == 0 ? value is 0 or 1 : value == Numbers.Last + 1 || (fileRow == 0 && value == Numbers.First);
        fileRow++;
        if (
            FirstNoDay is null
            && !(DateForms.IsDayNumber(value) && (written.IsEmpty || written.Length == DateForms.DayNumber.Length))
        )
            FirstNoDay = new CellPlace(
                place,
                written.IsEmpty
                    ? value.ToString(System.Globalization.CultureInfo.InvariantCulture)
                    : Encoding.UTF8.GetString(written)
            );
        AreWhole &= value == Math.Floor(value);
        IsBeyondExact |= isBeyondExact;
        Numbers.Add(value);
        // Different numbers that are not exact may be one as double.
        return isBeyondExact && !written.IsEmpty ? Distinct.Add(written) : Distinct.Add(value);
    }

    /// <summary>Takes a cell without a value.</summary>
    public void AddMissing(string text, long place)
    {
        MissingCount++;
        fileRow++;
        CountsRows = false;
        FirstMissing ??= new CellPlace(place, text);
    }

    /// <summary>Takes cells that cannot be read.</summary>
    public void AddUnread(long count) => OtherCount += count;

    private void AddText(ReadOnlySpan<byte> cell, long place)
    {
        bool isNew = Distinct.Add(cell);
        TextBytes += cell.Length;
        if (AreOtherForm && OtherCount < MostAdvised)
            AreOtherForm = type is null && form.Advice(cell) is not null;
        if (AreCodes && OtherCount < MostAdvised)
            AreCodes = char.IsAsciiLetter((char)cell[0]) && cell.ContainsAnyInRange((byte)'0', (byte)'9');
        Pairs &=
            Pairs == 0 ? 0
            : YesNoWords.Find(cell) is var (_, pair) ? 1 << pair
            : 0;
        if (AreDates || isNew || FirstOther is null)
        {
            string text = Encoding.UTF8.GetString(cell);
            if (AreDates)
                AddDate(text);
            if (isNew)
                Keep(text);
            FirstOther ??= new CellPlace(place, text);
        }
        AddOther(null, place);
    }

    private void AddDate(string text)
    {
        // An order that did not fit before is asked only where the other does not fit: to find that a text has no form takes some hundred tries.
        string? month = Orders.Month ? DateForms.Find(text, monthForm, DateOrder.MonthFirst) : null;
        string? day =
            month is not null && !DateForms.IsOfOrder(month) ? month
            : Orders.Day || month is null ? DateForms.Find(text, dayForm, DateOrder.DayFirst)
            : null;
        if (month is null && day is null && !Orders.Month)
            month = DateForms.Find(text, monthForm, DateOrder.MonthFirst);
        AreDates = (month ?? day) is not null;
        if ((month ?? day) is not { } form)
            return;
        AreTimes &= !DateForms.HasDay(form);
        HaveOrder |= DateForms.IsOfOrder(form);
        Orders = (Orders.Month && month is not null, Orders.Day && day is not null);
        (monthForm, dayForm) = (month ?? monthForm, day ?? dayForm);
    }

    private void Keep(string text)
    {
        if (texts.Count <= MostTexts)
            texts.Add(text);
    }

    private bool IsBeyond(double value, ReadOnlySpan<byte> cell) =>
        Math.Abs(value) >= ExactNumbers.Largest
        && form.IsWhole(cell)
        && ExactNumbers.IsBeyond(value, form.WithoutThousands(Encoding.UTF8.GetString(cell)));

    private void AddOther(string? text, long place)
    {
        OtherCount++;
        fileRow++;
        CountsRows = false;
        if (text is not null)
            FirstOther ??= new CellPlace(place, text);
    }
}

/// <summary>Where a cell is and what it holds.</summary>
/// <param name="Place">The line of a text file, or the row of another, as messages count them.</param>
/// <param name="Text">The text.</param>
internal readonly record struct CellPlace(long Place, string Text);

/// <summary>The type of a column in a file that has types.</summary>
/// <param name="Name">As messages name it.</param>
/// <param name="IsBoolean">True if it holds true and false.</param>
/// <param name="IsDate">True if it holds dates or times.</param>
/// <param name="IsRead">True if its cells can be read.</param>
/// <param name="ReadsDates">True if they can be read as dates.</param>
/// <param name="IsTime">True if they are times without a day.</param>
internal sealed record ColumnType(
    string Name,
    bool IsBoolean,
    bool IsDate,
    bool IsRead,
    bool ReadsDates = false,
    bool IsTime = false
);
