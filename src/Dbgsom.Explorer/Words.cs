using System.Text.RegularExpressions;
using Dbgsom.Explorer.Files;
using Dbgsom.Options;

namespace Dbgsom.Explorer;

/// <summary>Converts errors to one line for the user, with files under their known names.</summary>
internal static partial class Words
{
    /// <summary>The message of an exception.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="file">The file it went wrong with: its path is no business of the page.</param>
    public static string Of(Exception exception, ShelfFile? file = null)
    {
        string message = exception switch
        {
            OutOfMemoryException => "not enough memory",
            _ when IsExpected(exception) => SomOption.MessageOf(exception),
            _ => $"unexpected failure, {exception.GetType().Name}: {exception.Message}",
        };
        if (file is not null)
            message = message.Replace(file.FullPath, file.Name, StringComparison.Ordinal);
        return LineBreaks().Replace(ParameterName().Replace(message, ""), " ").Trim();
    }

    /// <summary>True if data, options or the machine caused the error, not a defect.</summary>
    public static bool IsExpected(Exception exception) =>
        exception
            is InvalidDataException
                or ArgumentException
                or IOException
                or UnauthorizedAccessException
                or OutOfMemoryException
                or ConflictException
                or UploadTooLargeException;

    [GeneratedRegex(@" \(Parameter '\w+'\)")]
    private static partial Regex ParameterName();

    [GeneratedRegex(@"\s*[\r\n]+\s*")]
    private static partial Regex LineBreaks();
}

/// <summary>The request conflicts with the current activity.</summary>
internal sealed class ConflictException(string message) : Exception(message);
