namespace Dbgsom.Measures;

/// <summary>The C measure of Goodhill &amp; Sejnowski 1996, see <see cref="SomMap.CMeasure"/>.</summary>
/// <param name="Sum">C = Σ over pairs of samples, each pair once, of distance in the data · steps on the grid. It grows with the square of the number of samples.</param>
/// <param name="PairMean">The same divided by the number of pairs: comparable between numbers of samples.</param>
/// <param name="SampleSize">How many samples were measured on: all, or those that were drawn.</param>
public readonly record struct CMeasure(double Sum, double PairMean, int SampleSize);
