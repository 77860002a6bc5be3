namespace Dbgsom.Numerics;

/// <summary>One step of finding a weighted median digit by digit.</summary>
internal static class HalfOfMass
{
    /// <summary>The digit in which half of the mass is reached; should rounding keep it from that, the last there is.</summary>
    /// <param name="counts">The mass of each digit, among the values with the digits found before.</param>
    /// <param name="below">The mass of all values below those; becomes that of all below the digit.</param>
    /// <param name="half">Half of the mass of all values.</param>
    /// <param name="through">The mass up to the digit, itself included.</param>
    public static int Digit(ReadOnlySpan<double> counts, ref double below, double half, out double through)
    {
        int found = 0;
        double passed = below;
        through = below;
        for (int digit = 0; digit < counts.Length; digit++)
        {
            if (counts[digit] == 0)
                continue;
            found = digit;
            below = passed;
            through = passed += counts[digit];
            if (passed >= half)
                break;
        }
        return found;
    }
}
