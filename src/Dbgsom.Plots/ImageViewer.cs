using System.ComponentModel;
using System.Diagnostics;

namespace Dbgsom.Plots;

/// <summary>Opens files in the system's own viewer.</summary>
internal static class ImageViewer
{
    public static void Open(string path)
    {
        var (command, argument) =
            OperatingSystem.IsWindows() ? ("explorer", path)
            : OperatingSystem.IsMacOS() ? ("open", path)
            : ("xdg-open", path);
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(command) { ArgumentList = { argument }, UseShellExecute = false }
            );
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException(
                $"no viewer is available: '{command}' cannot be started ({e.Message}); the figure is in {path}",
                e
            );
        }
    }
}
