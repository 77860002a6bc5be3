using System.Globalization;
using Dbgsom.Rows;

namespace Dbgsom.Fuzz.Tests;

/// <summary>A save that fails, or is killed, leaves the model that was there, or the new one: whole.</summary>
public sealed class SavingTests : IDisposable
{
    private const string Reason = "needs bash, and limits of processes as Linux has them";

    private readonly TemporaryFolder folder = new();

    public static bool IsLinux => OperatingSystem.IsLinux();

    public static bool MayMount => SmallDisk.MayMount;

    public void Dispose() => folder.Dispose();

    [Fact(Skip = Reason, SkipUnless = nameof(IsLinux))]
    public void Killed_at_any_time_the_model_is_whole()
    {
        string path = folder.At("map.som.npz");
        var random = new Random(1);
        for (int time = 0; time < 25; time++)
        {
            using var child = Child.Start("", "save", path);
            child.WaitFor("saved");
            Thread.Sleep(random.Next(30));
            child.Process.Kill();
            child.End();
            Assert.Equal(4, SomMap.Load(path).Neurons.Count(neuron => neuron.EpochCreated == 0));
        }
        // What a killed save leaves behind has another name, and is never taken for the model.
        Assert.All(
            Directory.GetFiles(folder.Path),
            file => Assert.True(file == path || file.EndsWith(".tmp", StringComparison.Ordinal))
        );
    }

    /// <summary>A limit on the length of files stops the save at a chosen byte: with the signal that kills, or with an error.</summary>
    [Theory(Skip = Reason, SkipUnless = nameof(IsLinux))]
    [InlineData("")]
    [InlineData("trap '' XFSZ; ")]
    public void Stopped_at_a_block_the_old_model_is_there(string signals)
    {
        string path = folder.At("map.som.npz");
        using (var whole = Child.Start("", "save", path, "1"))
            Assert.Equal(0, whole.End());
        byte[] old = File.ReadAllBytes(path);
        for (int kilobytes = 0; kilobytes < old.Length / 1024; kilobytes += 2)
        {
            string limit = kilobytes.ToString(CultureInfo.InvariantCulture);
            using var child = Child.Start($"{signals}ulimit -c 0; ulimit -f {limit}", "save", path, "1");
            Assert.NotEqual(0, child.End());
            Assert.Equal(old, File.ReadAllBytes(path));
        }
    }

    [Fact(Skip = "needs root, to mount a small file system", SkipUnless = nameof(MayMount))]
    [Needs(Need.Root)]
    public void A_full_disk_is_an_error_and_the_old_model_is_there()
    {
        using var mounted = new SmallDisk(folder.At("disk"), "size=64k");
        string disk = mounted.Path;
        string path = Path.Combine(disk, "map.som.npz");
        var map = new SomVq(new SomOptions { TargetNeurons = 4 }).Fit(Seeds.Rows());
        map.Save(path);
        byte[] old = File.ReadAllBytes(path);
        var larger = new SomVq(
            new SomOptions
            {
                TargetNeurons = 60,
                MaxNeurons = 400,
                Lambda = null,
            }
        ).Fit(SampleData.Shapes());
        var error = Assert.ThrowsAny<IOException>(() =>
        {
            for (int i = 0; i < 30; i++)
                larger.Save(Path.Combine(disk, $"other{i}.som.npz"));
        });
        Assert.Contains(disk, error.Message, StringComparison.Ordinal);
        Assert.ThrowsAny<IOException>(() => larger.Save(path));
        Assert.Equal(old, File.ReadAllBytes(path));
        Assert.Empty(Directory.GetFiles(disk, "*.tmp"));
    }

    [Fact(Skip = "needs root, to mount a file system that is only read", SkipUnless = nameof(MayMount))]
    [Needs(Need.Root)]
    public void A_folder_that_is_only_read_is_an_error_that_names_it()
    {
        using var mounted = new SmallDisk(folder.At("disk"), "ro");
        string disk = mounted.Path;
        var map = new SomVq(new SomOptions { TargetNeurons = 4 }).Fit(Seeds.Rows());
        var error = Record.Exception(() => map.Save(Path.Combine(disk, "map.som.npz")));
        Assert.True(error is IOException or UnauthorizedAccessException, error?.ToString());
        Assert.Contains(disk, error!.Message, StringComparison.Ordinal);
    }
}
