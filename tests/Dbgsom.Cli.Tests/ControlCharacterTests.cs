using System.Diagnostics;
using System.Globalization;

namespace Dbgsom.Cli.Tests;

/// <summary>Text from files that would move the cursor, ring the bell or fill the screen: it is shown escaped and cut.</summary>
public sealed class ControlCharacterTests(Workspace work) : IClassFixture<Workspace>
{
    // Escape, bell, a line and a paragraph separator, next line, right-to-left override.
    private const string Odd = "a\u001b[31m\u0007\u2028\u2029\u0085\u202eb";
    private const int Long = 100_000;

    [Fact]
    public void Names_of_features_and_classes()
    {
        string data = Data("odd.csv");
        Check(work.Run("train", data, "--label-column", "who", "--classify", "-o", "odd.som.npz"), 0);
        string shown = Check(work.Run("info", "odd.som.npz"), 0);
        Assert.Contains(@"a\u001B[31m\u0007\u2028\u2029\u0085\u202Eb", shown, StringComparison.Ordinal);
        Check(work.Run("measure", "odd.som.npz", data, "--label-column", "who"), 0);
        // JSON has escapes of its own, and is not cut.
        string json = work.Run("info", "odd.som.npz", "--json").Done();
        Assert.DoesNotContain('\u001b', json);
        Assert.Contains(new string('x', Long), json, StringComparison.Ordinal);
    }

    [Fact]
    [Needs(Need.Program)]
    public void Tables_on_a_terminal()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "there is no program 'script' that makes a terminal");
        string data = Data("table.csv");
        work.Run("train", data, "--label-column", "who", "--classify", "-o", "table.som.npz", "-q").Done();
        string piped = work.Run("predict", "table.som.npz", data, "--label-column", "who").Done();
        Assert.Contains('\u001b', piped);
        string tool = Path.Combine(AppContext.BaseDirectory, "Dbgsom.Cli");
        string[] arguments = ["-qec", $"'{tool}' predict table.som.npz {data} --label-column who", "/dev/null"];
        using var terminal = Process.Start(
            new ProcessStartInfo("script", arguments)
            {
                WorkingDirectory = work.Folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        terminal.StandardInput.Close();
        string seen = terminal.StandardOutput.ReadToEnd();
        // The runtime sets up the terminal with sequences of its own.
        Assert.DoesNotContain("\u001b[31m", seen, StringComparison.Ordinal);
        Assert.DoesNotContain('\u0007', seen);
        Assert.Contains(@"a\u001B[31m\u0007\u2028", seen, StringComparison.Ordinal);
        Assert.Equal(piped.Count(c => c == '\n'), seen.Count(c => c == '\n'));
    }

    [Fact]
    public void Errors()
    {
        string data = Data("columns.csv");
        Check(work.Run("train", data, "--columns", "absent", "-o", "m.som.npz"), 1);
        Check(work.Run("train", data, "--as", "who=number", "-o", "m.som.npz"), 1);
        work.Run("train", Data("model.csv"), "--columns", "c", "-o", "c.som.npz", "-q").Done();
        File.WriteAllText(work.At("other.csv"), $"{Odd},{new string('y', Long)}\n1,2\n3,4\n");
        Check(work.Run("predict", "c.som.npz", "other.csv"), 1);
        File.WriteAllText(work.At("cell.csv"), $"u,v\n1,2\n3,{Odd}{new string('z', Long)}\n");
        Check(work.Run("train", "cell.csv", "-o", "m.som.npz"), 1);
        Check(work.Run("train", $"{Odd}.csv", "-o", "m.som.npz"), 1);
        Check(work.Run("train", "shapes.npy", "-o", $"{Odd}/m.som.npz"), 1);
        Check(work.Run("info", $"{Odd}.som.npz"), 1);
        Check(work.Run($"{Odd}{new string('w', 10_000)}"), 2);
        Check(work.Run("train", "shapes.npy", "-o", "m.som.npz", "--metric", Odd), 2);
        // Apostrophes end what looks like a quoted name, so only the message as a whole is cut.
        string quotes = string.Concat(Enumerable.Repeat("it's ", 4000));
        Check(work.Run(quotes), 2);
        Check(work.Run("train", "shapes.npy", "-o", "m.som.npz", "--metric", quotes), 2);
    }

    private static string Check(ToolResult result, int code)
    {
        Assert.True(
            result.ExitCode == code,
            $"exit code {result.ExitCode}: {result.Error[..Math.Min(2000, result.Error.Length)]}"
        );
        string shown = result.Output + result.Error;
        var odd = shown.Where(c =>
            c is not '\n'
            && char.GetUnicodeCategory(c)
                is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
        );
        Assert.Empty(odd.Select(c => (int)c));
        Assert.True(shown.Length < 20_000, $"{shown.Length} characters are shown");
        Assert.All(result.Error.Split('\n'), line => Assert.InRange(line.Length, 0, 1100));
        return shown;
    }

    private string Data(string name)
    {
        var rows = Enumerable
            .Range(0, 60)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"{i % 7},{i % 5},{i % 3},{Odd}{i % 2}"));
        File.WriteAllLines(work.At(name), rows.Prepend($"{Odd},{new string('x', Long)},c,who"));
        return name;
    }
}
