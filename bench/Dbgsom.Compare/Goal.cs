using System.Globalization;

namespace Dbgsom.Compare;

/// <summary>Something the library is to reach, and what was measured.</summary>
/// <param name="What">What is measured.</param>
/// <param name="Wanted">What it is to be, in words.</param>
/// <param name="Measured">What it was, in words.</param>
/// <param name="IsMet">Whether that is enough.</param>
/// <param name="By">By what share of the limit it is kept or missed, in words; "" where nothing tells.</param>
internal sealed record Goal(string What, string Wanted, string Measured, bool IsMet, string By = "")
{
    // The times of the goals are for a machine of this peak, in float operations a second on all cores.
    private const double StatedPeak = 229e9;

    /// <summary>The bytes a second that machine reads from memory.</summary>
    public const double StatedRead = 36e9;

    /// <summary>Whether it is met, and by how much.</summary>
    public string Outcome => (IsMet ? "met" : "**not met**") + (By.Length > 0 ? $" by {By}" : "");

    /// <summary>A measure that may not be above a limit, to three decimals, and by how much it is not.</summary>
    public static Goal Below(string what, double limit, double value) =>
        new(
            what,
            $"at most {Report.Thousandths(limit)}",
            Report.Thousandths(value),
            value <= limit,
            $"{(Math.Abs(value - limit) / limit).ToString("0.0%", CultureInfo.InvariantCulture)}"
        );

    /// <summary>A ratio that may not be above a limit.</summary>
    public static Goal AtMost(string what, double limit, double ratio) =>
        new(what, $"at most {Report.Digits(limit)}", Report.Digits(ratio), ratio <= limit);

    /// <summary>A ratio that may not be below a limit.</summary>
    public static Goal AtLeast(string what, double limit, double ratio) =>
        new(what, $"at least {Report.Digits(limit)}", Report.Digits(ratio), ratio >= limit);

    /// <summary>A time, scaled from the machine it was stated for by the peaks of the two.</summary>
    public static Goal Within(string what, double seconds, Measurement measured)
    {
        double scaled = seconds * StatedPeak / measured.Speed.Single;
        return new(
            what,
            $"at most {Report.Time(seconds)} at {Report.Giga(StatedPeak)} GFLOP/s, {Report.Time(scaled)} at this machine's {Report.Giga(measured.Speed.Single)}",
            Report.Time(measured.Median),
            measured.Median <= scaled
        );
    }
}
