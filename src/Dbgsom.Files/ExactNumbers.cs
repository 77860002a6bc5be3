namespace Dbgsom.Files;

/// <summary>The rule that all readers have for whole numbers that a double does not hold exactly.</summary>
internal static class ExactNumbers
{
    /// <summary>The largest size up to which all whole numbers are exact as doubles.</summary>
    public const long Largest = 1L << 53;

    private const string LargestText = "9007199254740992";

    /// <summary>True if a whole number, as it is written, is beyond that; rounded to a double it may be the largest itself.</summary>
    public static bool IsBeyond(double rounded, string text) =>
        Math.Abs(rounded) > Largest || (Math.Abs(rounded) == Largest && text.TrimStart('-', '+', '0') != LargestText);

    /// <summary>Returns the message for an integer beyond 2^53.</summary>
    public static string Beyond(string number) =>
        $"{number} is an integer beyond 2^53, where doubles are not exact; leave the column out of --columns, or convert it to float if rounding is acceptable";
}
