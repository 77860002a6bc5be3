using System.Diagnostics;
using System.Globalization;

namespace Dbgsom.Cluster.Tests.Processes;

/// <summary>A silo as a person starts it: a process of the tool.</summary>
internal sealed class SiloProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> error;

    private SiloProcess(Process process, Task<string> error) => (this.process, this.error) = (process, error);

    public int Port { get; private init; }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>What it said on standard error, once it has ended.</summary>
    public string Error => error.Result;

    /// <summary>Starts silos, and waits until all are there.</summary>
    public static async Task<List<SiloProcess>> Start(RedisProcess redis, int count, params string[] more) =>
        [.. await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(() => Start(redis, more))))];

    private static SiloProcess Start(RedisProcess redis, string[] more)
    {
        int port = RedisProcess.FreePort();
        string[] args =
        [
            "cluster",
            "silo",
            "--redis",
            redis.Address,
            "--port",
            port.ToString(CultureInfo.InvariantCulture),
            "--gateway",
            RedisProcess.FreePort().ToString(CultureInfo.InvariantCulture),
            "--threads",
            "1",
            "--quiet",
            .. more,
        ];
        var process = Process.Start(
            new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Dbgsom.Cli"), args)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var error = process.StandardError.ReadToEndAsync();
        string? line = process.StandardOutput.ReadLine();
        Assert.True(line is not null, line is null ? $"a silo did not start: {error.Result}" : "");
        return new SiloProcess(process, error) { Port = port };
    }

    /// <summary>Whether it trains the map of a job: that thread is named after it.</summary>
    public bool Hosts(string job) =>
        Directory.EnumerateDirectories($"/proc/{Id}/task").Any(thread => NameOf(thread) == $"job {job}");

    private static string? NameOf(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "comm")).TrimEnd();
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return null;
        }
    }

    /// <summary>Kills it, as a machine dies.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Sends it a signal.</summary>
    public void Signal(string name) => Unix.Signal(Id, name);

    /// <summary>Presses Ctrl-C, and waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public int Interrupt()
    {
        Signal("INT");
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)), "the silo does not end");
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }
}
