namespace Dbgsom.Regression;

/// <summary>A number that a map predicts, and between which two numbers the true one is expected.</summary>
/// <param name="Value">The prediction.</param>
/// <param name="Low">The lower end of the interval; never above <paramref name="Value"/>.</param>
/// <param name="High">The upper end of the interval; never below <paramref name="Value"/>.</param>
public readonly record struct PredictedNumber(double Value, double Low, double High);
