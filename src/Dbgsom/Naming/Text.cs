using System.Globalization;

namespace Dbgsom.Naming;

/// <summary>Text that reads the same whatever the culture of the process.</summary>
internal static class Text
{
    /// <summary>The interpolated text with invariant numbers.</summary>
    public static string Of(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>A count with its noun: "1 neuron", "2 neurons".</summary>
    public static string Of(int count, string noun) => Of($"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>The shortest text that parses back to the same number.</summary>
    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
