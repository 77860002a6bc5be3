using Orleans.Runtime;

namespace Dbgsom.Cluster.Hosting;

/// <summary>Reports the reason of a forced end of a silo to its operator, instead of a process dump.</summary>
/// <param name="told">Takes the reason.</param>
internal sealed class FatalErrors(Action<string> told) : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => exception is not (ThreadAbortException or OperationCanceledException);

    public void OnFatalException(object? sender, string? context, Exception? exception) =>
        // The others take a silo for dead that did not answer for a while: it may not go on then.
        told("the other silos declared this one dead, because it did not answer for some time: start it again");
}
