using System.Globalization;
using System.Text;

namespace Dbgsom.Files;

/// <summary>How numbers are written in text.</summary>
/// <param name="DecimalComma">True if decimals follow a comma instead of a point.</param>
/// <param name="Thousands">The sign between groups of three digits; null for none.</param>
/// <param name="Units">True if a currency or percent sign may stand before or behind a number.</param>
internal readonly record struct NumberForm(bool DecimalComma, char? Thousands, bool Units = false)
{
    // Longer cells are no numbers that a person grouped.
    private const int LongestGrouped = 400;
    private static readonly NumberFormatInfo WithComma = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    /// <summary>The signs that are used between thousands; a space also stands for one that does not break.</summary>
    public static IReadOnlyList<char> ThousandsSigns { get; } = [',', '.', ' ', '\'', '_'];

    public static NumberForm Of(DataFileOptions options) => new(options.DecimalComma, options.Thousands, options.Units);

    /// <summary>True if a cell is a finite number.</summary>
    public bool IsNumber(string cell) => Read(cell) is not null;

    /// <summary>The finite number that a cell holds, or null.</summary>
    public double? Read(string cell) => TryRead(Encoding.UTF8.GetBytes(cell), out double value) ? value : null;

    /// <summary>Reads a number; not-a-number and infinity are not numbers.</summary>
    /// <param name="cell">Its text as UTF-8.</param>
    /// <param name="value">The number.</param>
    public bool TryRead(ReadOnlySpan<byte> cell, out double value)
    {
        if (TryPlain(cell, out value))
            return true;
        if (Marked(cell) is var (number, _))
            return (this with { Units = false }).TryRead(Encoding.UTF8.GetBytes(number), out value);
        return Thousands is { } sign
            && cell.Length <= LongestGrouped
            && Ungrouped(cell, sign) is { } digits
            && TryPlain(digits, out value);
    }

    /// <summary>True if a number is written without decimals or an exponent.</summary>
    public bool IsWhole(ReadOnlySpan<byte> cell) => cell.IndexOfAny((byte)(DecimalComma ? ',' : '.'), (byte)'e', (byte)'E') < 0;

    /// <summary>The currency or percent sign of a number; null where it has none, or none is looked for.</summary>
    public char? UnitOf(ReadOnlySpan<byte> cell) => Marked(cell)?.Sign;

    /// <summary>
    /// True if the sign of decimals may be one between thousands, as in 1,925: null where the number has neither three decimals nor a
    /// fourth digit, and so tells nothing.
    /// </summary>
    public bool? MayBeThousands(ReadOnlySpan<byte> cell)
    {
        var number = cell.TrimStart("+-"u8);
        int at = number.IndexOf((byte)(DecimalComma ? ',' : '.'));
        if (at < 0)
            return number.Length > 3 ? false : null;
        return at is >= 1 and <= 3
            && number[0] != (byte)'0'
            && number.Length == at + 4
            && !number[(at + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    /// <summary>A number without the signs between its thousands, and around it.</summary>
    public string WithoutThousands(string cell) =>
        Marked(Encoding.UTF8.GetBytes(cell)) is var (number, _) ? (this with { Units = false }).WithoutThousands(number)
        : Thousands is { } sign
            ? Encoding.UTF8.GetString(Ungrouped(Encoding.UTF8.GetBytes(cell), sign) ?? Encoding.UTF8.GetBytes(cell))
        : cell;

    /// <summary>Advice about a cell that is a number only in another form; null if it is one in no form.</summary>
    public string? Advice(ReadOnlySpan<byte> cell)
    {
        if (!Units && (this with { Units = true }).Marked(cell) is var (number, unit))
            return TryRead(Encoding.UTF8.GetBytes(number), out double bare)
                    ? string.Create(CultureInfo.InvariantCulture, $"--units reads it without the {unit}, as {bare:R}")
                : SignAdvice(Encoding.UTF8.GetBytes(number)) is { } more ? $"--units reads it without the {unit}, and {more}"
                : null;
        return SignAdvice(cell);
    }

    /// <summary>Advice about a cell that is a number only with another sign for decimals or thousands; null if it is one in no such form.</summary>
    public string? SignAdvice(ReadOnlySpan<byte> cell)
    {
        string? grouped = null;
        foreach (char sign in ThousandsSigns)
            if (
                this with { Thousands = sign } is var other
                && sign != (DecimalComma ? ',' : '.')
                && other.TryRead(cell, out double value)
            )
                grouped ??= FormattableString.Invariant($"--thousands {(sign == ' ' ? "space" : sign)} reads it as {value:R}");
        string? decimals =
            !(this with { DecimalComma = !DecimalComma, Thousands = null }).TryRead(cell, out double fraction) ? null
            : DecimalComma ? "a decimal comma was requested"
            : FormattableString.Invariant($"write decimals with a point, or use --decimal-comma, which reads it as {fraction:R}");
        return grouped is null ? decimals
            : decimals is null ? grouped
            : $"{grouped}; {decimals}";
    }

    private (string Number, char Sign)? Marked(ReadOnlySpan<byte> cell)
    {
        if (!Units || cell.Length < 2 || (char.IsAsciiDigit((char)cell[^1]) && (char)cell[0] is (>= '0' and <= '9') or '.'))
            return null;
        string text = Encoding.UTF8.GetString(cell);
        string sign = text[0] is '+' or '-' ? text[..1] : "";
        string rest = text[sign.Length..];
        return rest.Length < 2 ? null
            : IsCurrency(rest[0]) ? (sign + rest[1..].TrimStart(), rest[0])
            : rest[^1] == '%' || IsCurrency(rest[^1]) ? (sign + rest[..^1].TrimEnd(), rest[^1])
            : null;
    }

    private static bool IsCurrency(char letter) => char.GetUnicodeCategory(letter) == UnicodeCategory.CurrencySymbol;

    private bool TryPlain(ReadOnlySpan<byte> cell, out double value) =>
        double.TryParse(cell, NumberStyles.Float, DecimalComma ? WithComma : NumberFormatInfo.InvariantInfo, out value)
        && double.IsFinite(value);

    /// <summary>The cell without the signs between its groups; null where there are none, or a group is not one of three digits.</summary>
    private byte[]? Ungrouped(ReadOnlySpan<byte> cell, char sign)
    {
        string text = Encoding.UTF8.GetString(cell);
        if (sign == ' ')
            text = text.Replace('\u00A0', ' ').Replace('\u202F', ' ').Replace('\u2009', ' ');
        if (sign == '\'')
            text = text.Replace('’', '\'');
        int end = text.IndexOfAny([DecimalComma ? ',' : '.', 'e', 'E']);
        string whole = end < 0 ? text : text[..end];
        string[] groups = whole.TrimStart('+', '-').Split(sign);
        bool valid =
            groups.Length > 1
            && groups[0].Length is >= 1 and <= 3
            && groups.Skip(1).All(group => group.Length == 3)
            && groups.All(group => group.All(char.IsAsciiDigit));
        string rest = end < 0 ? "" : text[end..];
        return valid ? Encoding.UTF8.GetBytes(whole.Replace(sign.ToString(), "", StringComparison.Ordinal) + rest) : null;
    }
}
