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
            : new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [address.AbsoluteUri])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
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

    private static bool HasDisplay() =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DISPLAY"))
        || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("WAYLAND_DISPLAY"));
}
