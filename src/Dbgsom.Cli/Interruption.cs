using System.Runtime.InteropServices;

namespace Dbgsom.Cli;

/// <summary>Turns the signals that ask the process to end into a token.</summary>
/// <remarks>
/// After the first Ctrl-C, SIGTERM or SIGQUIT the system's own handling is back: a second one ends the process at once, whatever it is doing. A
/// terminal that closes may send SIGHUP more than once, so that SIGHUP never does. Signals that the process was started to ignore, as by nohup,
/// stay ignored.
/// </remarks>
internal sealed class Interruption : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] ending;
    private readonly PosixSignalRegistration hangup;
    private int signal = Number(PosixSignal.SIGINT);

    public Interruption()
    {
        // A signal that comes at once waits until all fields are set.
        lock (gate)
        {
            ending =
            [
                .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT }.Select(one =>
                    PosixSignalRegistration.Create(one, Cancel)
                ),
            ];
            hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Cancel);
        }
    }

    public CancellationToken Token => source.Token;

    /// <summary>The exit code of a process that was interrupted: 128 and the number of the signal.</summary>
    public int ExitCode => 128 + signal;

    public void Dispose()
    {
        foreach (var registration in ending.Append(hangup))
            registration.Dispose();
        source.Dispose();
    }

    private void Cancel(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (gate)
        {
            if (!source.IsCancellationRequested)
                signal = Number(context.Signal);
            if (context.Signal != PosixSignal.SIGHUP)
                GiveBack();
        }
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The command has ended by itself.
        }
    }

    /// <summary>Leaves the next signal to the system, which needs no thread of this process for it.</summary>
    private void GiveBack()
    {
        foreach (var registration in ending)
            registration.Dispose();
        // The runtime has handlers of its own below: that of SIGTERM waits for the process to shut down.
        const nint Default = 0;
        if (
            OperatingSystem.IsWindows()
            || !NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "signal", out nint address)
        )
            return;
        var set = Marshal.GetDelegateForFunctionPointer<SetHandler>(address);
        foreach (var one in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT })
            set(Number(one), Default);
    }

    /// <summary>signal(2).</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint SetHandler(int signal, nint handler);

    private static int Number(PosixSignal signal) =>
        signal switch
        {
            PosixSignal.SIGHUP => 1,
            PosixSignal.SIGQUIT => 3,
            PosixSignal.SIGTERM => 15,
            _ => 2,
        };
}
