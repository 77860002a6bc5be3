namespace Dbgsom.Training;

/// <summary>How long a quantity that should fall has not fallen to a new low.</summary>
/// <param name="Least">The lowest value so far.</param>
/// <param name="Epochs">Epochs since then.</param>
internal readonly record struct Stagnation(double Least, int Epochs)
{
    /// <summary>Nothing watched yet.</summary>
    public static Stagnation None { get; } = new(double.MaxValue, 0);

    /// <summary>With one more value seen.</summary>
    public Stagnation After(double value) => value < Least ? new Stagnation(value, 0) : this with { Epochs = Epochs + 1 };
}
