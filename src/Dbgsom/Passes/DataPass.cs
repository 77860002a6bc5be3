namespace Dbgsom.Passes;

/// <summary>What a pass adds up. Merging is exact, so any cutting of the rows gives the same sums.</summary>
internal interface IPassSums<TSelf>
{
    void Merge(TSelf other);

    /// <summary>Gives back what memory can be used again, when nobody asks for the sums any more.</summary>
    void Release() { }
}

/// <summary>
/// One reading of all rows that reduces them to sums. It carries all it needs and knows nothing of threads, files or machines.
/// </summary>
internal abstract class DataPass<TSums>
    where TSums : class, IPassSums<TSums>
{
    /// <summary>Roughly how many elementary operations a row costs; decides whether threads pay.</summary>
    public abstract long CostPerRow { get; }

    /// <summary>Empty sums.</summary>
    public abstract TSums NewSums();

    /// <summary>Adds one block of rows.</summary>
    public abstract void Process(in RowBlock block, TSums sums);

    /// <summary>Called once before the first block, with the state of the rows about to be read.</summary>
    public virtual void Begin(SampleState state) { }

    /// <summary>Called once after the last block, unless the pass was canceled.</summary>
    public virtual void Complete(SampleState state) { }
}
