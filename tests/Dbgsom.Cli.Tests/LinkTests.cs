using System.Diagnostics;
using System.Runtime.Versioning;

namespace Dbgsom.Cli.Tests;

/// <summary>Outputs that lead to an input, names as long as they can be, permissions of what is written.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LinkTests(Workspace work) : IClassFixture<Workspace>
{
    private static readonly string[] Small = ["--target-neurons", "6", "-q"];

    public static TheoryData<string, string> Outputs =>
        new()
        {
            { "flowers.csv", "train flowers.csv --columns long,wide -o LINK" },
            { "flowers.csv", "train flowers.csv --columns long,wide -o m.som.npz --checkpoint LINK" },
            { "shapes.npy", "predict shapes.som.npz shapes.npy -o LINK.npy" },
            { "shapes.som.npz", "predict shapes.som.npz shapes.npy -o LINK.csv" },
            { "shapes.npy", "mixture shapes.som.npz shapes.npy -o LINK.npy" },
            { "shapes.npy", "plot shapes.som.npz shapes.npy --kind network -o LINK.png" },
            { "shapes.npy", "report shapes.som.npz shapes.npy -o LINK.html" },
            { "shapes.som.npz", "export shapes.som.npz -o LINK.csv" },
            { "shapes.npy", "merge shapes.npy -o LINK" },
            { "shapes.npy", "pass shapes.som.npz shapes.npy -o LINK" },
            { "shapes.npy", "cluster train shapes.npy -o LINK" },
        };

    [Theory]
    [MemberData(nameof(Outputs))]
    public void An_output_that_is_a_link_to_an_input_is_refused(string input, string command)
    {
        byte[] before = File.ReadAllBytes(work.At(input));
        foreach (bool isHard in new[] { false, true })
        {
            string[] args = command.Replace("LINK", isHard ? "hard" : "soft", StringComparison.Ordinal).Split(' ');
            string link = args[^1];
            File.Delete(work.At(link));
            if (isHard)
                Link(work.At(input), work.At(link));
            else
                File.CreateSymbolicLink(work.At(link), input);
            Assert.Contains("would replace an input", work.Run(args).Refused(2), StringComparison.Ordinal);
            Assert.Equal(before, File.ReadAllBytes(work.At(input)));
            File.Delete(work.At(link));
        }
    }

    [Fact]
    public void A_file_of_a_folder_that_is_read_is_an_input()
    {
        Directory.CreateDirectory(work.At("parts"));
        File.Copy(work.At("shapes.npy"), work.At("parts/a.npy"));
        Directory.CreateSymbolicLink(work.At("way"), "parts");
        foreach (string output in new[] { "parts/a.npy", "way/a.npy" })
            Assert.Contains(
                "would replace an input",
                work.Run("train", "parts", "-o", output).Refused(2),
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void A_link_to_another_place_is_followed_also_to_a_file_that_is_not_there()
    {
        Directory.CreateDirectory(work.At("there"));
        File.CreateSymbolicLink(work.At("map.som.npz"), "there/map.som.npz");
        work.Run(["train", "shapes.npy", "-o", "map.som.npz", .. Small]).Done();
        Assert.NotNull(new FileInfo(work.At("map.som.npz")).LinkTarget);
        work.Run("info", "there/map.som.npz").Done();
    }

    [Fact]
    public void A_name_may_be_as_long_as_the_system_allows_and_a_longer_one_is_refused_before_training()
    {
        string name = new string('n', 255 - ".som.npz".Length) + ".som.npz";
        work.Run(["train", "shapes.npy", "-o", name, "--checkpoint", "r" + name[1..], .. Small]).Done();
        Assert.True(File.Exists(work.At(name)));
        File.Delete(work.At(name));
        File.Delete(work.At("r" + name[1..]));
        // The data is damaged: an output that is looked at first says so first.
        File.WriteAllText(work.At("damaged.npy"), "none");
        Assert.Contains(
            "cannot be written",
            work.Run("train", "damaged.npy", "-o", "n" + name).Refused(1),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_new_file_has_the_mode_of_the_mask_and_a_replaced_one_keeps_its_own()
    {
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        string tool = Path.Combine(AppContext.BaseDirectory, "Dbgsom.Cli");
        string train = $"'{tool}' train shapes.npy --target-neurons 6 -q -o private.som.npz";
        Shell($"umask 077; {train}");
        Assert.Equal(Own, File.GetUnixFileMode(work.At("private.som.npz")));
        Shell($"umask 022; {train}");
        Assert.Equal(Own, File.GetUnixFileMode(work.At("private.som.npz")));
        File.SetUnixFileMode(work.At("private.som.npz"), Own | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        Shell($"umask 077; {train}");
        Assert.Equal(Own | UnixFileMode.GroupRead | UnixFileMode.GroupWrite, File.GetUnixFileMode(work.At("private.som.npz")));
    }

    [Fact]
    public void A_pipe_in_a_folder_is_refused()
    {
        Directory.CreateDirectory(work.At("pipes"));
        File.Copy(work.At("shapes.npy"), work.At("pipes/a.npy"));
        Shell("mkfifo pipes/b.npy");
        Assert.Contains("is a pipe", work.Run("train", "pipes", "-o", "m.som.npz").Refused(1), StringComparison.Ordinal);
        Shell("mkfifo pipes/c.csv");
        Assert.Contains("is a pipe", work.Run("explore", "--no-browser", "pipes/c.csv").Refused(1), StringComparison.Ordinal);
    }

    private static void Link(string from, string to)
    {
        using var process = Process.Start("ln", [from, to]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private void Shell(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { WorkingDirectory = work.Folder })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
