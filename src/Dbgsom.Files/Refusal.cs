using Dbgsom.Naming;
using Dbgsom.Options;

namespace Dbgsom.Files;

/// <summary>The reasons why samples or options are rejected, in the terms of the command line.</summary>
internal static class Refusal
{
    /// <summary>The message of an exception, with options called as they are on the command line.</summary>
    public static string MessageOf(Exception exception) =>
        exception switch
        {
            OptionException refused => refused.In(NameOf),
            RowException refused => refused.In(null, NameOf),
            _ => exception.Message,
        };

    /// <summary>True if a row is at fault.</summary>
    public static bool IsOfRow(Exception exception) => exception is RowException;

    /// <summary>Makes an exception that names the place in its file of the row at fault; null where no row is at fault, or its place is not known.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="data">The samples; null where none were read.</param>
    public static InvalidDataException? Located(ArgumentException exception, LoadedData? data) =>
        exception is RowException refused && data?.PlaceOf(refused.Row) is { } place
            ? new InvalidDataException(refused.In(place, NameOf), exception)
            : null;

    /// <summary>Makes an exception that names a place of the row at fault.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="place">How the row is called, as in "line 3 of flowers.csv".</param>
    public static InvalidDataException At(RowException exception, string place) => new(exception.In(place, NameOf), exception);

    private static string NameOf(string property) =>
        property switch
        {
            nameof(SomOptions.FeatureWeights) => "--weight",
            nameof(SomOptions.FeatureTransforms) => "--transform",
            _ => SomOption.Of(property).Name,
        };
}
