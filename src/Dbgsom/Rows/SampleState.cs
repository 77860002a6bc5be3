using System.Runtime.Intrinsics;

namespace Dbgsom.Rows;

/// <summary>
/// The state of each row from epoch to epoch: its winner and, if the search prunes, a bound on all other neurons, see
/// <see cref="BoundKind"/>. Double-buffered by epoch: the pass of epoch e reads e − 1 and writes e, so that repeating e gives the same
/// result. State beyond <see cref="MostInMemory"/> is in scratch files.
/// </summary>
internal sealed class SampleState(int rowCount) : IDisposable
{
    /// <summary>The usual <see cref="MostInMemory"/> for mapped samples: 64 MiB.</summary>
    public const long UsualMost = 64L << 20;

    // Winners of four bytes and bounds of four, of two epochs each.
    private const long BytesPerRow = 16;

    /// <summary>Number of rows.</summary>
    public int RowCount => rowCount;

    private RowArray<int>[]? winners;
    private RowArray<float>[]? bounds;
    private readonly BoundKind[] kinds = [BoundKind.None, BoundKind.None];

    /// <summary>The folder for scratch files; null for the folder of temporary files.</summary>
    public string? Directory { get; set; }

    /// <summary>Bytes up to which the state is held in memory.</summary>
    public long MostInMemory { get; set; }

    /// <summary>True if the state lies in scratch files.</summary>
    public bool InFile => BytesPerRow * rowCount > MostInMemory;

    /// <summary>The last epoch whose winners are complete; −1 before the first.</summary>
    public int Epoch { get; private set; } = -1;

    /// <summary>Prepares epoch <paramref name="epoch"/>, which follows or repeats the last one.</summary>
    public void Begin(int epoch)
    {
        if (epoch != Epoch + 1 && epoch != Epoch)
            throw new InvalidOperationException($"the rows hold the winners of epoch {Epoch}; epoch {epoch} cannot follow");
        winners ??= Two<int>();
    }

    public void Complete(int epoch) => Epoch = epoch;

    /// <summary>Makes the state ready for epoch <paramref name="epoch"/>, whose winners are to be found again or restored.</summary>
    public void Rewind(int epoch)
    {
        Epoch = epoch - 1;
        kinds.AsSpan().Clear();
    }

    /// <summary>Makes room for the bounds of an epoch, if its search finds any. Four bytes a row and epoch.</summary>
    public void KeepBounds(int epoch, BoundKind kind)
    {
        kinds[epoch & 1] = kind;
        if (kind != BoundKind.None)
            bounds ??= Two<float>();
    }

    /// <summary>True if searches may keep bounds, to leave rows out.</summary>
    public bool Prunes { get; set; } = true;

    /// <summary>Returns the kind of bounds that the rows hold for an epoch.</summary>
    public BoundKind Bound(int epoch) => kinds[epoch & 1];

    /// <summary>The bounds of all rows in an epoch, rounded towards 0 by <see cref="Rounded(double)"/>.</summary>
    public Span<float> Bounds(int epoch) => bounds![epoch & 1].All;

    /// <summary>
    /// A bound as it is kept: not more, and 0 where it is so small that single precision would not round it as finely, or more than sums of a few
    /// such numbers hold.
    /// </summary>
    public static float Rounded(double bound) => bound < Least ? 0 : (float)(Math.Min(bound, Greatest) * (1 - 1e-7));

    /// <inheritdoc cref="Rounded(double)"/>
    public static Vector256<float> Rounded(Vector512<double> bounds)
    {
        var cut = Vector512.Min(bounds, Vector512.Create(Greatest)) * (1 - 1e-7);
        var kept = Vector512.ConditionalSelect(Vector512.LessThan(bounds, Vector512.Create(Least)), Vector512<double>.Zero, cut);
        return Vector256.Narrow(kept.GetLower(), kept.GetUpper());
    }

    /// <summary>Bounds below are of no use: near them single precision loses digits.</summary>
    public const double Least = 1e-30;

    /// <summary>The maximum of bounds.</summary>
    public const double Greatest = 1e37;

    /// <summary>The winners of all rows in an epoch.</summary>
    public Span<int> Winners(int epoch) => winners![epoch & 1].All;

    public int Winner(int epoch, int row) => Winners(epoch)[row];

    public void SetWinner(int epoch, int row, int winner) => Winners(epoch)[row] = winner;

    /// <summary>Keeps what there is from going away; whoever reads or writes has to.</summary>
    /// <exception cref="ObjectDisposedException">It is gone.</exception>
    public Keeping Hold() => new(winners ?? [], bounds ?? []);

    public void Dispose()
    {
        foreach (var array in winners ?? [])
            array.Dispose();
        foreach (var array in bounds ?? [])
            array.Dispose();
    }

    private RowArray<T>[] Two<T>()
        where T : unmanaged, IEquatable<T>
    {
        var one = new RowArray<T>(rowCount, InFile, Directory);
        try
        {
            return [one, new RowArray<T>(rowCount, InFile, Directory)];
        }
        catch
        {
            one.Dispose();
            throw;
        }
    }
}

/// <summary>The bound that is known, from one epoch to the next, on the neurons that did not win a row.</summary>
internal enum BoundKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>No other neuron is nearer than this.</summary>
    Distance,

    /// <summary>The squared distance of none exceeds that of the winner by less.</summary>
    Lead,
}

/// <summary>Holds the state of rows, see <see cref="SampleState.Hold"/>.</summary>
internal readonly ref struct Keeping : IDisposable
{
    private readonly RowArray<int>[] winners;
    private readonly RowArray<float>[] bounds;

    public Keeping(RowArray<int>[] winners, RowArray<float>[] bounds)
    {
        foreach (var array in winners)
            array.Acquire();
        foreach (var array in bounds)
            array.Acquire();
        (this.winners, this.bounds) = (winners, bounds);
    }

    public void Dispose()
    {
        foreach (var array in winners)
            array.Release();
        foreach (var array in bounds)
            array.Release();
    }
}
