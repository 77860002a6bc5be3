namespace Dbgsom.Rows;

/// <summary>The winner of every row and its distance, kept from one pass for others where the rows are.</summary>
internal abstract class KeptDistances : IDisposable
{
    public abstract void Dispose();
}
