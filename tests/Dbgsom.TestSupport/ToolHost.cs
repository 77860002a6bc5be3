using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipes;
using System.Text;

namespace Dbgsom.TestSupport;

/// <summary>
/// A process that runs many command lines of the tool one after the other: what a command does and prints is that of <see cref="ToolProcess"/>,
/// in a tenth of the time. Tests of what a process of its own is about – signals, streams, memory, loaded assemblies – use the latter.
/// </summary>
public sealed class ToolHost : IDisposable
{
    // Text that no command prints.
    private const string EndText = "\u0003end of the command\u0003";

    private static readonly byte[] End = Encoding.UTF8.GetBytes(EndText);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly ConcurrentBag<ToolHost> Idle = [];

    private readonly NamedPipeServerStream pipe;
    private readonly BinaryWriter requests;
    private readonly BinaryReader answers;
    private readonly Process process;

    private ToolHost()
    {
        string name = $"dbgsom-{Guid.NewGuid():N}";
        pipe = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        string program = Path.Combine(AppContext.BaseDirectory, "Dbgsom.ToolHost" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(program, [name, EndText])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = Process.Start(start)!;
        process.StandardInput.Close();
        pipe.WaitForConnectionAsync().Wait(Patience);
        requests = new BinaryWriter(pipe);
        answers = new BinaryReader(pipe);
    }

    /// <summary>Runs a command line to its end, with nothing on standard input.</summary>
    public static ToolResult Run(string folder, params string[] args)
    {
        // As many as there are tests at the same time; they end with the process of the tests, which closes their pipes.
        if (!Idle.TryTake(out var host))
            host = new ToolHost();
        try
        {
            var result = host.Answer(folder, args);
            Idle.Add(host);
            return result;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
        pipe.Dispose();
    }

    private ToolResult Answer(string folder, string[] args)
    {
        var output = Task.Run(() => Read(process.StandardOutput.BaseStream));
        var error = Task.Run(() => Read(process.StandardError.BaseStream));
        requests.Write(folder);
        requests.Write(args.Length);
        foreach (string arg in args)
            requests.Write(arg);
        requests.Flush();
        if (!Task.WaitAll([output, error], Patience))
            throw new TimeoutException($"the tool does not end: {string.Join(' ', args)}");
        return new ToolResult(answers.ReadInt32(), output.Result, error.Result);
    }

    // In bytes: a reader of text may wait for more than there is.
    private static string Read(Stream stream)
    {
        var text = new MemoryStream();
        byte[] part = new byte[4096];
        while (!text.GetBuffer().AsSpan(0, (int)text.Length).EndsWith(End))
        {
            int count = stream.Read(part);
            if (count == 0)
                throw new EndOfStreamException($"the tool ended its process: {Encoding.UTF8.GetString(text.ToArray())}");
            text.Write(part, 0, count);
        }
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length - End.Length);
    }
}
