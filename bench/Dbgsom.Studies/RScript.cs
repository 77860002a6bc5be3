using System.Diagnostics;

namespace Dbgsom.Studies;

/// <summary>R as a process.</summary>
internal static class RScript
{
    /// <summary>Runs Rscript; the words it prints, or null where it is not there or fails.</summary>
    public static string[]? Run(IReadOnlyList<string> arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("Rscript", arguments) { RedirectStandardOutput = true })!;
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? text.Trim().Split(' ') : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
