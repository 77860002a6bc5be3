using System.Text.RegularExpressions;
using Dbgsom.Files;
using Dbgsom.Naming;

namespace Dbgsom.Cli;

/// <summary>Turns whatever went wrong into one line and an exit code.</summary>
internal static partial class Failure
{
    private const int Failed = 1;
    private const int WrongArguments = 2;

    /// <summary>Writes the line to standard error and returns the exit code.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="interruption">The signals of the process.</param>
    public static int Report(Exception exception, Interruption interruption)
    {
        var (code, what) = exception switch
        {
            UsageException => (WrongArguments, exception.Message),
            OperationCanceledException => (
                interruption.ExitCode,
                exception is InterruptedException ? exception.Message : "interrupted"
            ),
            OutOfMemoryException => (Failed, "not enough memory"),
            InvalidDataException or ArgumentException or IOException or UnauthorizedAccessException or NotSupportedException => (
                Failed,
                Refusal.MessageOf(exception)
            ),
            // What is cut short may fail in ways of its own.
            _ when interruption.Token.IsCancellationRequested => (interruption.ExitCode, "interrupted"),
            _ => (Failed, $"unexpected failure, {exception.GetType().Name}: {exception.Message}"),
        };
        Console.Error.WriteLine($"{Tool.Name}: {OneLine(what)}");
        return code;
    }

    /// <summary>A message as one line that can be shown, without the parameter names that .NET appends.</summary>
    public static string OneLine(string message) =>
        Shown.Text(LineBreaks().Replace(ParameterName().Replace(message, ""), " ").Trim());

    [GeneratedRegex(@" \(Parameter '\w+'\)")]
    private static partial Regex ParameterName();

    [GeneratedRegex(@"\s*[\r\n]+\s*")]
    private static partial Regex LineBreaks();
}

/// <summary>A person stopped the command; the message says what is left of its work.</summary>
internal sealed class InterruptedException(string message) : OperationCanceledException(message);
