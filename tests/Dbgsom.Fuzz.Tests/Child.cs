using System.Diagnostics;

namespace Dbgsom.Fuzz.Tests;

/// <summary>A process that works while something is done to it.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process process;

    private Child(Process process) => this.process = process;

    public Process Process => process;

    /// <summary>What it has printed, once it has ended.</summary>
    public string Printed { get; private set; } = "";

    /// <summary>Starts it, by a shell command that runs before it in the same process.</summary>
    /// <param name="before">As "ulimit -f 8"; empty for none.</param>
    /// <param name="arguments">What it is to do.</param>
    public static Child Start(string before, params string[] arguments)
    {
        var info = new ProcessStartInfo("/bin/bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        info.ArgumentList.Add("-c");
        info.ArgumentList.Add($"{before}\nexec \"$0\" \"$@\"");
        info.ArgumentList.Add(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet");
        info.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Dbgsom.Fuzz.dll"));
        foreach (string argument in arguments)
            info.ArgumentList.Add(argument);
        // No dumps of what is killed on purpose.
        info.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return new Child(Process.Start(info)!);
    }

    /// <summary>Waits until it prints a line.</summary>
    public void WaitFor(string line)
    {
        while (process.StandardOutput.ReadLine() is { } printed)
            if (printed == line)
                return;
        Assert.Fail($"it ended before it printed '{line}': {process.StandardError.ReadToEnd()}");
    }

    /// <summary>Waits for its end.</summary>
    public int End()
    {
        Printed = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
