using System.ComponentModel;
using System.Diagnostics;

namespace Dbgsom.Explorer;

/// <summary>The system's browser.</summary>
internal static class Browser
{
    /// <summary>Opens an address; where there is no browser, or no screen to show one on, it answers false.</summary>
    public static bool TryOpen(Uri address)
    {
        bool isWindows = OperatingSystem.IsWindows();
        if (!isWindows && !OperatingSystem.IsMacOS() && !HasDisplay())
            return false;
        var start = isWindows
            ? new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true }
            // A browser that is started by this says what it likes to nobody, and outlives it.
            : new ProcessStartInfo("/bin/sh", ["-c", $"{Opener} \"$0\" >/dev/null 2>&1 </dev/null &", address.AbsoluteUri]);
        try
        {
            using var process = Process.Start(start);
            return true;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return false;
        }
    }

    private static string Opener => OperatingSystem.IsMacOS() ? "open" : "xdg-open";

    private static bool HasDisplay() =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DISPLAY"))
        || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("WAYLAND_DISPLAY"));
}
