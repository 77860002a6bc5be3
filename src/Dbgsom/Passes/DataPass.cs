using Dbgsom.Rows;
using Dbgsom.Threading;

namespace Dbgsom.Passes;

/// <summary>The sums of a pass. Merging is exact, so that any division of the rows gives the same sums.</summary>
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

    /// <summary>True if the pass looks at the values of the rows, and not only at what was found out about them before.</summary>
    public virtual bool NeedsValues => true;

    /// <summary>The computation that needs complete rows, as in "a mixture"; null if the pass supports missing values.</summary>
    public virtual string? NeedsCompleteRows => null;

    /// <summary>True if the pass looks at any of some rows.</summary>
    /// <param name="first">The first of them, among the rows of all engines that share the data.</param>
    /// <param name="count">How many.</param>
    public virtual bool Concerns(long first, int count) => true;

    /// <summary>The rows that are read.</summary>
    public virtual RowShare Rows => RowShare.Whole;

    /// <summary>Called once before the first block, with the state of the rows about to be read and the threads there are.</summary>
    public virtual void Begin(SampleState state, Team team) { }

    /// <summary>Called once after the last block, unless the pass was canceled.</summary>
    public virtual void Complete(SampleState state) { }
}
