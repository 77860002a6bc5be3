using System.Diagnostics;
using System.Runtime.Versioning;

namespace Dbgsom.Cli.Tests;

/// <summary>Every file the tool writes: where it cannot go is said before the work, and nothing is left behind.</summary>
public sealed class OutputTests(Workspace work) : IClassFixture<Workspace>
{
    private static readonly Dictionary<string, (string[] Args, string[] Extensions)> Writers = new()
    {
        ["train"] = (["train", "shapes.npy", "--target-neurons", "6"], [".som.npz"]),
        ["predict"] = (["predict", "shapes.som.npz", "shapes.npy"], [".csv", ".parquet", ".arrow", ".npy"]),
        ["mixture"] = (["mixture", "shapes.som.npz", "shapes.npy"], [".csv", ".npy"]),
        ["plot"] = (["plot", "shapes.som.npz", "--kind", "map"], [".png", ".svg"]),
        ["report"] = (["report", "shapes.som.npz"], [".html"]),
        ["export"] = (["export", "shapes.som.npz"], [".onnx", ".csv", ".json", ".graphml", ".dot"]),
    };

    public static TheoryData<string, string> Files =>
        [.. Writers.SelectMany(writer => writer.Value.Extensions, (writer, extension) => (writer.Key, extension))];

    public static TheoryData<string> WithExtensions => [.. Writers.Keys.Where(command => command != "train")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Names_may_have_any_letters_and_places_are_checked(string command, string extension)
    {
        string name = $"größe und мера 重さ {command}{extension}";
        work.Run([.. Writers[command].Args, "-o", name, "-q"]).Done();
        Assert.True(new FileInfo(work.At(name)).Length > 0);
        byte[] before = File.ReadAllBytes(work.At(name));
        work.Run([.. Writers[command].Args, "-o", name.ToUpperInvariant().Replace(".SOM.NPZ", ".som.npz"), "-q"]).Done();
        Assert.Equal(before, File.ReadAllBytes(work.At(name)));

        string folder = $"folder-{command}{extension}";
        Directory.CreateDirectory(work.At(folder));
        Refuse(1, "is a folder", [.. Writers[command].Args, "-o", folder]);
        Refuse(1, "does not exist", [.. Writers[command].Args, "-o", "absent/x" + extension]);
        Refuse(1, "does not exist", [.. Writers[command].Args, "-o", "shapes.npy/x" + extension]);
    }

    /// <summary>What is read besides samples: models, labels and runs.</summary>
    [Fact]
    public void Models_labels_and_runs_are_read_under_any_name_and_refused_where_they_are_none()
    {
        const string Model = "eine Blume – цветок 花.som.npz";
        const string Labels = "die Arten 種.csv";
        const string Run = "ein Lauf бег.run.npz";
        File.WriteAllLines(work.At(Labels), File.ReadLines(work.At("flowers.csv")).Select(line => line.Split(',')[^1]));
        string[] train = ["train", "flowers.csv", "--columns", "long,wide,high", "-o", Model, "-q"];
        work.Run([.. train, "--classify", "--labels", Labels, "--checkpoint", Run]).Done();
        work.Run("info", Model).Done();
        work.Run("predict", Model, "flowers.csv").Done();
        work.Run([.. train, "--classify", "--labels", Labels, "--resume", Run]).Done();

        Directory.CreateDirectory(work.At("hollow.npz"));
        Directory.CreateDirectory(work.At("hollow.csv"));
        File.WriteAllText(work.At("none.npz"), "");
        File.WriteAllText(work.At("none.csv"), "");
        foreach (string name in new[] { "absent.npz", "hollow.npz", "none.npz", "flowers.csv" })
        {
            Refuse(1, name, ["info", name]);
            Refuse(1, name, ["predict", name, "flowers.csv"]);
            Refuse(1, name, ["train", "flowers.csv", "--columns", "long", "-o", "m.som.npz", "--resume", name]);
        }
        foreach (string name in new[] { "absent.csv", "hollow.csv", "none.csv", "none.npz" })
            Refuse(
                1,
                name == "none.csv" ? "0 labels for 120 samples" : name,
                ["train", "flowers.csv", "--columns", "long", "-o", "m.som.npz", "--classify", "--labels", name]
            );
    }

    [Theory]
    [MemberData(nameof(WithExtensions))]
    public void Another_extension_is_refused_with_those_that_are_known(string command)
    {
        foreach (string name in new[] { "x.txt", "x", "x.csv.gz", ".png.bak" })
        {
            string line = Refuse(2, name, [.. Writers[command].Args, "-o", name]);
            Assert.All(Writers[command].Extensions, known => Assert.Contains(known, line, StringComparison.Ordinal));
        }
    }

    [Fact]
    [Needs(Need.Root)]
    [UnsupportedOSPlatform("windows")]
    public void Where_nothing_may_be_read_or_written()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "permissions are those of Linux");
        using var folder = new OpenFolder();
        foreach (string name in new[] { "shapes.npy", "flowers.csv", "shapes.som.npz" })
            File.Copy(work.At(name), folder.At(name));
        File.Copy(work.At("flowers.csv"), folder.At("secret.csv"));
        work.Run("predict", "shapes.som.npz", "shapes.npy", "-o", folder.At("secret.parquet")).Done();
        work.Run("predict", "shapes.som.npz", "shapes.npy", "-o", folder.At("secret.arrow")).Done();
        File.Copy(work.At("shapes.npy"), folder.At("secret.npy"));
        File.Copy(work.At("shapes.som.npz"), folder.At("secret.som.npz"));
        foreach (string name in Directory.GetFiles(folder.Path, "secret.*"))
            File.SetUnixFileMode(name, UnixFileMode.None);
        folder.Close();

        foreach (string extension in new[] { "csv", "parquet", "arrow", "npy" })
            Assert.Contains(
                $"secret.{extension}",
                folder.RunAsNobody("predict", "shapes.som.npz", "secret." + extension).Refused(1),
                StringComparison.Ordinal
            );
        Assert.Contains("secret.som.npz", folder.RunAsNobody("info", "secret.som.npz").Refused(1), StringComparison.Ordinal);
        foreach (var (command, (args, extensions)) in Writers)
            Assert.Contains(
                "cannot be written",
                folder.RunAsNobody([.. args, "-o", command + extensions[0]]).Refused(1),
                StringComparison.Ordinal
            );
        Assert.Contains("cannot be written", folder.RunAsNobody("demo", "--out", ".").Refused(1), StringComparison.Ordinal);
        Assert.Equal(8, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    private string Refuse(int code, string part, string[] args)
    {
        string[] before = Directory.GetFileSystemEntries(work.Folder);
        string line = work.Run(args).Refused(code);
        Assert.Contains(part, line, StringComparison.Ordinal);
        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(work.Folder).Order());
        return line;
    }

    /// <summary>A folder that everybody may look into, with the tool run by somebody who owns nothing: root may read and write everywhere.</summary>
    [UnsupportedOSPlatform("windows")]
    private sealed class OpenFolder : IDisposable
    {
        private const UnixFileMode ReadByAll =
            UnixFileMode.UserRead
            | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead
            | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead
            | UnixFileMode.OtherExecute;

        public string Path { get; } = Directory.CreateTempSubdirectory("dbgsom-open-").FullName;

        public string At(string name) => System.IO.Path.Combine(Path, name);

        /// <summary>From now on nothing can be written there.</summary>
        public void Close() => File.SetUnixFileMode(Path, ReadByAll);

        public ToolResult RunAsNobody(params string[] args)
        {
            if (Environment.UserName != "root")
                return ToolProcess.Run(Path, args);
            string tool = System.IO.Path.Combine(AppContext.BaseDirectory, "Dbgsom.Cli");
            Assert.SkipUnless(
                File.Exists("/usr/bin/setpriv"),
                "the tests run as root, and there is no setpriv to be somebody else"
            );
            string[] nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", "--"];
            var start = new ProcessStartInfo("/usr/bin/setpriv", [.. nobody, tool, .. args])
            {
                WorkingDirectory = Path,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            string said = error.Result;
            Assert.SkipWhen(
                said.Contains(AppContext.BaseDirectory, StringComparison.Ordinal),
                "the tests lie in a folder that only root can read"
            );
            return new ToolResult(process.ExitCode, output, said);
        }

        public void Dispose()
        {
            File.SetUnixFileMode(Path, ReadByAll | UnixFileMode.UserWrite);
            Directory.Delete(Path, recursive: true);
        }
    }
}
