namespace Dbgsom.Naming;

/// <summary>
/// A row that cannot be used. The message calls it by its place among the samples; <see cref="In"/> says the same with its place in a file, and with the
/// names that command lines, files and pages have for options.
/// </summary>
/// <param name="row">The index of the row, from 0.</param>
/// <param name="message">The message, given how the row and how the option of a property are called.</param>
/// <param name="parameter">The parameter that holds the samples; null for none.</param>
internal sealed class RowException(long row, Func<string, Func<string, string>, string> message, string? parameter = null)
    : ArgumentException(message(Usual(row), name => name), parameter)
{
    /// <summary>The index of the row, from 0.</summary>
    public long Row { get; } = row;

    /// <summary>The message with other names.</summary>
    /// <param name="place">How the row is called, as in "line 3 of flowers.csv"; null for its place among the samples.</param>
    /// <param name="name">The name for a property.</param>
    public string In(string? place, Func<string, string> name) => message(place ?? Usual(Row), name);

    private static string Usual(long row) => $"row {row}";
}
