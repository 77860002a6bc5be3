using System.Globalization;
using Dbgsom.Naming;

namespace Dbgsom.Files;

/// <summary>Words of messages.</summary>
internal static class Text
{
    /// <summary>"1 row", "3 rows".</summary>
    public static string Counted(long count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    /// <summary>The message without the parameter name that .NET appends, which means nothing to the reader of a file.</summary>
    public static string WithoutParameter(ArgumentException exception)
    {
        string suffix = $" (Parameter '{exception.ParamName}')";
        return exception.ParamName is null ? exception.Message : exception.Message.Replace(suffix, "", StringComparison.Ordinal);
    }
}
