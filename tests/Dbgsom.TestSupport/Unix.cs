using System.Diagnostics;
using System.Globalization;

namespace Dbgsom.TestSupport;

/// <summary>Unix features that .NET does not offer.</summary>
public static class Unix
{
    /// <summary>Creates a named pipe.</summary>
    public static void MakePipe(string path) => Run("mkfifo", path);

    /// <summary>Sends a signal, such as "TERM", to a process.</summary>
    public static void Signal(int process, string signal) =>
        Run("kill", $"-{signal}", process.ToString(CultureInfo.InvariantCulture));

    private static void Run(string command, params string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        process.WaitForExit();
    }
}
