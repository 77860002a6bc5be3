namespace Dbgsom.Passes;

/// <summary>
/// What is kept for each row from epoch to epoch: its winner and, where the search prunes, what no other neuron is nearer than. Double-buffered by epoch: the pass of epoch e reads e − 1 and writes e,
/// so asked again for e it gives the same answer. Two bytes a row hold every index below <see cref="SomOptions.MostNeurons"/>.
/// </summary>
internal sealed class SampleState(int rowCount)
{
    private readonly ushort[][] winners = [new ushort[rowCount], new ushort[rowCount]];

    private float[][]? bounds;
    private readonly bool[] hasBounds = [false, false];

    /// <summary>The last epoch whose winners are complete; −1 before the first.</summary>
    public int Epoch { get; private set; } = -1;

    /// <summary>Prepares epoch <paramref name="epoch"/>, which follows or repeats the last one.</summary>
    public void Begin(int epoch)
    {
        if (epoch != Epoch + 1 && epoch != Epoch)
            throw new InvalidOperationException($"the rows hold the winners of epoch {Epoch}; epoch {epoch} cannot follow");
    }

    public void Complete(int epoch) => Epoch = epoch;

    /// <summary>Makes the state ready for epoch <paramref name="epoch"/>, whose winners are to be found again or restored.</summary>
    public void Rewind(int epoch)
    {
        Epoch = epoch - 1;
        hasBounds.AsSpan().Clear();
    }

    /// <summary>Makes room for the bounds of an epoch, if its search finds any. Four bytes a row and epoch.</summary>
    public void KeepBounds(int epoch, bool kept)
    {
        hasBounds[epoch & 1] = kept && Prunes;
        if (kept && Prunes)
            bounds ??= [new float[rowCount], new float[rowCount]];
    }

    /// <summary>Whether bounds are kept at all.</summary>
    public bool Prunes { get; set; } = true;

    /// <summary>Whether the rows hold the bounds of an epoch.</summary>
    public bool HasBounds(int epoch) => hasBounds[epoch & 1];

    /// <summary>For each row what no other neuron than the winner was nearer than in an epoch, rounded towards 0 by <see cref="Rounded"/>.</summary>
    public Span<float> Bounds(int epoch) => bounds![epoch & 1];

    /// <summary>A bound as it is kept.</summary>
    public static float Rounded(double bound) => (float)(Math.Max(0, bound) * (1 - 1e-7));

    /// <summary>The winners of all rows in an epoch.</summary>
    public Span<ushort> Winners(int epoch) => winners[epoch & 1];

    public int Winner(int epoch, int row) => winners[epoch & 1][row];

    public void SetWinner(int epoch, int row, int winner) => winners[epoch & 1][row] = (ushort)winner;
}
