using System.Globalization;

namespace Dbgsom.Compare;

/// <summary>A page in Markdown.</summary>
internal sealed class Report(TextWriter output)
{
    public void Heading(int level, string text) => Block($"{new string('#', level)} {text}");

    public void Paragraph(string text) => Block(text);

    /// <summary>A table, written row by row.</summary>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Row(columns);
        Row([.. columns.Select(_ => "---")]);
        foreach (var row in rows)
            Row(row);
        output.WriteLine();
    }

    /// <summary>Three digits and a unit.</summary>
    public static string Time(double seconds) =>
        seconds >= 1 ? $"{Digits(seconds)} s"
        : seconds >= 1e-3 ? $"{Digits(seconds * 1e3)} ms"
        : $"{Digits(seconds * 1e6)} µs";

    /// <summary>In units of 10⁹, with three digits.</summary>
    public static string Giga(double value) => Digits(value / 1e9);

    /// <summary>Three digits.</summary>
    public static string Digits(double value) =>
        value.ToString(
            Math.Abs(value) >= 100 ? "0"
                : Math.Abs(value) >= 10 ? "0.0"
                : "0.00",
            CultureInfo.InvariantCulture
        );

    /// <summary>Three decimals.</summary>
    public static string Thousandths(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A count, its thousands apart.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private void Block(string text)
    {
        output.WriteLine(text);
        output.WriteLine();
    }

    private void Row(IReadOnlyList<string> cells)
    {
        output.WriteLine($"| {string.Join(" | ", cells)} |");
        output.Flush();
    }
}
