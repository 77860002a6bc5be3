using System.Diagnostics;

namespace Dbgsom.TestSupport;

/// <summary>A small file system, or one that is only read, while this is there.</summary>
public sealed class SmallDisk : IDisposable
{
    public SmallDisk(string path, string options)
    {
        Directory.CreateDirectory(Path = path);
        Assert.Equal(0, Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path));
    }

    /// <summary>Whether this process may make one.</summary>
    public static bool MayMount { get; } = OperatingSystem.IsLinux() && Environment.UserName == "root" && CanMount();

    public string Path { get; }

    public void Dispose() => Run("umount", Path);

    private static bool CanMount()
    {
        string at = Directory.CreateTempSubdirectory("dbgsom-").FullName;
        bool can = Run("mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", at) == 0;
        if (can)
            Run("umount", at);
        Directory.Delete(at);
        return can;
    }

    private static int Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
