using System.Diagnostics;
using System.Text;

namespace Dbgsom.TestSupport;

/// <summary>The tool as a person runs it: a process of its own.</summary>
public sealed class ToolProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TaskCompletionSource<string> firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    private ToolProcess(string folder, string? input, string[] args, (string Name, string Value)? variable = null)
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "Dbgsom.Cli" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(tool, args)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (variable is var (name, value))
            start.Environment[name] = value;
        process = Process.Start(start)!;
        // Off the tests' own threads, one of which may be waiting for it.
        output = Task.Run(() => Read(process.StandardOutput));
        error = process.StandardError.ReadToEndAsync();
        if (input is not null)
            process.StandardInput.Write(input);
        if (input is not null)
            process.StandardInput.Close();
    }

    public bool HasExited => process.HasExited;

    public int Id => process.Id;

    /// <summary>The first line of standard output, when it is there.</summary>
    public Task<string> FirstLine() => firstLine.Task.WaitAsync(Patience);

    /// <summary>Starts the tool with its standard input left open.</summary>
    public static ToolProcess Start(string folder, params string[] args) => new(folder, null, args);

    /// <summary>The same with a variable of the environment.</summary>
    public static ToolProcess StartWith(string folder, (string Name, string Value) variable, params string[] args) =>
        new(folder, null, args, variable);

    /// <summary>Runs the tool to its end.</summary>
    public static ToolResult Run(string folder, params string[] args) => RunWithInput(folder, "", args);

    /// <summary>Runs the tool to its end with something on standard input.</summary>
    public static ToolResult RunWithInput(string folder, string input, params string[] args)
    {
        using var tool = new ToolProcess(folder, input, args);
        return tool.End();
    }

    /// <summary>Writes to standard input, which stays open.</summary>
    public void Type(string input)
    {
        process.StandardInput.Write(input);
        process.StandardInput.Flush();
    }

    /// <summary>Presses Ctrl-C.</summary>
    public void Interrupt() => Signal("INT");

    /// <summary>Sends a signal, such as "TERM".</summary>
    public void Signal(string signal) => Unix.Signal(process.Id, signal);

    public ToolResult End()
    {
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            throw new TimeoutException("the tool does not end");
        }
        return new ToolResult(process.ExitCode, output.Result, error.Result);
    }

    public void Dispose() => process.Dispose();

    private async Task<string> Read(StreamReader reader)
    {
        var text = new StringBuilder();
        char[] next = new char[1];
        while (await reader.ReadAsync(next) > 0 && next[0] != '\n')
            text.Append(next);
        firstLine.TrySetResult(text.ToString().TrimEnd('\r'));
        return (next[0] == '\n' ? text.Append('\n') : text).Append(await reader.ReadToEndAsync()).ToString();
    }
}

/// <summary>What a run of the tool left.</summary>
public sealed record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>Asserts that all went well and returns standard output.</summary>
    public string Done()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Error}");
        return Output;
    }

    /// <summary>Asserts that the tool refused in one line and returns the line.</summary>
    public string Refused(int code)
    {
        Assert.True(ExitCode == code, $"exit code {ExitCode} where {code} was expected: {Error}");
        Assert.Equal("", Output);
        string line = Assert.Single(Error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("dbgsom: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter '", line, StringComparison.Ordinal);
        Assert.DoesNotContain("unexpected failure", line, StringComparison.Ordinal);
        return line;
    }
}
