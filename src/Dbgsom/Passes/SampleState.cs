namespace Dbgsom.Passes;

/// <summary>
/// What is kept for each row from epoch to epoch: its winner. Double-buffered by epoch: the pass of epoch e reads e − 1 and writes e,
/// so asked again for e it gives the same answer. Two bytes a row while there are fewer than 65,536 neurons.
/// </summary>
internal sealed class SampleState(int rowCount)
{
    private readonly ushort[][] low = [new ushort[rowCount], new ushort[rowCount]];
    private readonly ushort[]?[] high = [null, null];

    /// <summary>The last epoch whose winners are complete; −1 before the first.</summary>
    public int Epoch { get; private set; } = -1;

    /// <summary>Prepares epoch <paramref name="epoch"/>, which follows or repeats the last one.</summary>
    public void Begin(int epoch, int neuronCount)
    {
        if (epoch != Epoch + 1 && epoch != Epoch)
            throw new InvalidOperationException($"the rows hold the winners of epoch {Epoch}; epoch {epoch} cannot follow");
        if (neuronCount > ushort.MaxValue)
            high[epoch & 1] ??= new ushort[rowCount];
    }

    public void Complete(int epoch) => Epoch = epoch;

    /// <summary>Makes the state ready to be rebuilt from <paramref name="epoch"/> on.</summary>
    public void Rewind(int epoch) => Epoch = epoch - 1;

    public int Winner(int epoch, int row) => low[epoch & 1][row] | ((high[epoch & 1]?[row] ?? 0) << 16);

    public void SetWinner(int epoch, int row, int winner)
    {
        low[epoch & 1][row] = (ushort)winner;
        if (high[epoch & 1] is { } upper)
            upper[row] = (ushort)(winner >> 16);
    }
}
