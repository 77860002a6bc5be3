namespace Dbgsom.Files;

/// <summary>Sine and cosine of turns by additions and multiplications alone, so that they are the same bits on every processor; exact at quarter turns.</summary>
internal static class Circle
{
    private const double Turn = 6.283185307179586;

    /// <summary>The sine of a number of turns from 0 to 1.</summary>
    public static double Sine(double turns) => At(turns, 0);

    /// <summary>The cosine of a number of turns from 0 to 1.</summary>
    public static double Cosine(double turns) => At(turns, 1);

    // To the nearest quarter turn at most an eighth is left, π/4, where the series of Taylor are exact to the last bit or two.
    private static double At(double turns, int ahead)
    {
        double quarter = Math.Round(4 * turns);
        double angle = Turn * (turns - (quarter / 4));
        return (((int)quarter + ahead) & 3) switch
        {
            0 => SineOf(angle),
            1 => CosineOf(angle),
            2 => -SineOf(angle),
            _ => -CosineOf(angle),
        };
    }

    private static double SineOf(double x)
    {
        double square = x * x;
        double sum = 1;
        for (int n = 16; n > 0; n -= 2)
            sum = 1 - (square / (n * (n + 1)) * sum);
        return x * sum;
    }

    private static double CosineOf(double x)
    {
        double square = x * x;
        double sum = 1;
        for (int n = 16; n > 0; n -= 2)
            sum = 1 - (square / (n * (n - 1)) * sum);
        return sum;
    }
}
