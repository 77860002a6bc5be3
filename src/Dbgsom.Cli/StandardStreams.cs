using System.Globalization;
using System.Text;

namespace Dbgsom.Cli;

/// <summary>The standard streams of the process, of which any may be closed or full.</summary>
internal static class StandardStreams
{
    // As in fcntl.h of Linux on every processor.
    private const int CloseOnExec = 0x80000;

    /// <summary>Guards the writers of <see cref="Console"/>: notes that cannot be written are dropped, results that cannot be written are an error.</summary>
    public static void Guard()
    {
        Console.SetError(new Writer(IsOpen(2) ? Console.Error : null, isRequired: false));
        Console.SetOut(new Writer(IsOpen(1) ? Console.Out : null, isRequired: true));
    }

    /// <summary>Opens standard input.</summary>
    /// <exception cref="IOException">It is closed.</exception>
    public static Stream OpenInput() =>
        IsOpen(0)
            ? Console.OpenStandardInput()
            : throw new IOException("standard input is closed; name a file, or pipe the data in");

    /// <summary>Writes UTF-8 text to standard output; control characters in it reach a file or a pipe as they are, a terminal escaped.</summary>
    /// <exception cref="IOException">It is closed, or takes no more.</exception>
    public static void Write(Action<Stream> write)
    {
        if (!IsOpen(1))
            throw Lost("it is closed");
        try
        {
            if (Console.IsOutputRedirected)
            {
                using var stream = Console.OpenStandardOutput();
                write(stream);
                return;
            }
            using var text = new MemoryStream();
            write(text);
            Console.Out.Write(Shown.Lines(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length)));
        }
        catch (Exception e) when (IsFailure(e))
        {
            throw Lost(e.Message, e);
        }
    }

    /// <summary>
    /// Returns whether the process was started with the stream. Where it was not, the runtime's own files get its number, and writing would
    /// damage them. Those close on exec, so they cannot have been inherited.
    /// </summary>
    private static bool IsOpen(int descriptor)
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists("/proc/self/fdinfo"))
            return true;
        try
        {
            string flags = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fdinfo/{descriptor}"))
                .First(line => line.StartsWith("flags:", StringComparison.Ordinal));
            return (Convert.ToInt32(flags["flags:".Length..].Trim(), 8) & CloseOnExec) == 0;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private static bool IsFailure(Exception e) => e is IOException or UnauthorizedAccessException;

    private static IOException Lost(string why, Exception? e = null) =>
        new($"standard output cannot be written: {why.TrimEnd('.')}", e);

    /// <summary>A writer of text that is closed where <paramref name="inner"/> is null.</summary>
    private sealed class Writer(TextWriter? inner, bool isRequired) : TextWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => inner?.Encoding ?? Encoding.UTF8;

        public override void Write(char value) => Try(() => inner!.Write(value));

        public override void Write(char[] buffer, int index, int count) => Try(() => inner!.Write(buffer, index, count));

        public override void Write(string? value) => Try(() => inner!.Write(value));

        // In one piece, so that lines of several threads do not mix.
        public override void WriteLine(string? value) => Try(() => inner!.WriteLine(value));

        public override void Flush() => Try(() => inner!.Flush());

        private void Try(Action write)
        {
            try
            {
                if (inner is not null)
                    write();
                else if (isRequired)
                    throw Lost("it is closed");
            }
            catch (Exception e) when (IsFailure(e) && inner is not null)
            {
                if (isRequired)
                    throw Lost(e.Message, e);
            }
        }
    }
}
