using System.Collections;

namespace Dbgsom.Report.Tests;

/// <summary>A list that cancels when an item is read.</summary>
internal sealed class CancellingList(IReadOnlyList<string> items, CancellationTokenSource source) : IReadOnlyList<string>
{
    public int Count => items.Count;

    public string this[int index]
    {
        get
        {
            source.Cancel();
            return items[index];
        }
    }

    public IEnumerator<string> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
