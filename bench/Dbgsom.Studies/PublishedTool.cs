using System.Diagnostics;
using System.Globalization;

namespace Dbgsom.Studies;

/// <summary>The tool as it is given to people: published to a folder and run as a process of its own. Linux only.</summary>
public sealed class PublishedTool
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private readonly string executable;

    private PublishedTool(string name, string folder)
    {
        Name = name;
        Folder = folder;
        executable = Path.Combine(folder, "dbgsom");
    }

    /// <summary>What tables call it.</summary>
    public string Name { get; }

    /// <summary>Where it lies.</summary>
    public string Folder { get; }

    /// <summary>Publishes it.</summary>
    /// <param name="name">What tables call it.</param>
    /// <param name="folder">An empty folder.</param>
    /// <param name="properties">What sets the build apart, such as <c>-p:DbgsomNative=true</c>.</param>
    public static PublishedTool Publish(string name, string folder, params string[] properties)
    {
        string project = Path.Combine(Root(), "src", "Dbgsom.Cli");
        string[] words =
        [
            "publish",
            project,
            "-c",
            "Release",
            "-r",
            "linux-x64",
            "--nologo",
            "-v",
            "q",
            "-o",
            folder,
            .. properties,
        ];
        using var process = Process.Start(new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true })!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0 || said.Contains("warning", StringComparison.Ordinal))
            throw new InvalidOperationException($"{name} cannot be published without warnings: {said}");
        return new PublishedTool(name, folder);
    }

    /// <summary>One that is published already.</summary>
    /// <param name="name">What tables call it.</param>
    /// <param name="folder">Its folder.</param>
    public static PublishedTool In(string name, string folder) => new(name, folder);

    /// <summary>Runs it to its end, without what it prints.</summary>
    /// <returns>How long that took, in seconds.</returns>
    public double Run(params string[] args)
    {
        var clock = Stopwatch.StartNew();
        using var process = Start(args);
        process.StandardOutput.ReadToEnd();
        End(process, args);
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>Runs it to its end and looks at its anonymous memory now and then.</summary>
    /// <returns>How long that took, in seconds, and the most memory there was, in bytes.</returns>
    public (double Seconds, long Memory) Watch(params string[] args)
    {
        var clock = Stopwatch.StartNew();
        using var process = Start(args);
        long peak = 0;
        while (!process.WaitForExit(Interval))
            peak = Math.Max(peak, AnonymousMemory.Of(process.Id.ToString(CultureInfo.InvariantCulture)));
        End(process, args);
        return (clock.Elapsed.TotalSeconds, peak);
    }

    private Process Start(string[] args) =>
        Process.Start(new ProcessStartInfo(executable, args) { RedirectStandardOutput = true })!;

    private void End(Process process, string[] args)
    {
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{Name}: dbgsom {string.Join(' ', args)} ended with {process.ExitCode}");
    }

    /// <summary>The folder of the repository.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dbgsom.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("this runs from a folder of the repository");
        return folder.FullName;
    }
}
