namespace Dbgsom.Regression;

/// <summary>A predicted number with the interval in which the true one is expected.</summary>
/// <param name="Value">The prediction.</param>
/// <param name="Low">The lower end of the interval; at most <paramref name="Value"/>.</param>
/// <param name="High">The upper end of the interval; at least <paramref name="Value"/>.</param>
public readonly record struct PredictedNumber(double Value, double Low, double High);
