using Dbgsom.Passes;
using Dbgsom.Rows;

namespace Dbgsom.Cli.Tests;

public sealed class CheckpointTests(Workspace work) : IClassFixture<Workspace>
{
    // Enough samples that training takes seconds and can be stopped on the way.
    private const int Copies = 40;

    // No sample changes its winner in less than none of them, so that nothing settles for all those epochs.
    private static readonly string[] Endless = ["--lambda", "1", "--epochs", "1000000", "--winner-stability", "0"];

    [Theory]
    [InlineData("none")]
    [InlineData("all")]
    public void An_interrupted_run_goes_on_to_the_identical_map(string pointerSearch)
    {
        string[] train = ["train", Data(), "--target-neurons", "400", "--pointer-search", pointerSearch];
        string run = $"{pointerSearch}.run.npz";
        using (var tool = ToolProcess.Start(work.Folder, [.. train, "-o", "stopped.som.npz", "--checkpoint", run]))
        {
            SpinWait.SpinUntil(() => File.Exists(work.At(run)) || tool.HasExited, TimeSpan.FromSeconds(30));
            tool.Interrupt();
            Assert.Contains("--resume", tool.End().Refused(130), StringComparison.Ordinal);
        }
        Assert.False(File.Exists(work.At("stopped.som.npz")));
        Assert.DoesNotContain(Directory.GetFiles(work.Folder), file => file.EndsWith(".tmp", StringComparison.Ordinal));

        work.RunAlone("train", Data(), "--resume", run, "-o", "resumed.som.npz", "-q").Done();
        work.RunAlone([.. train, "-o", "straight.som.npz", "-q"]).Done();
        Assert.Equal(File.ReadAllBytes(work.At("straight.som.npz")), File.ReadAllBytes(work.At("resumed.som.npz")));
    }

    [Fact]
    public void Without_a_checkpoint_nothing_is_left()
    {
        string data = Data();
        string[] before = Directory.GetFiles(work.Folder);
        using var tool = ToolProcess.Start(work.Folder, ["train", data, "-o", "stopped.som.npz", .. Endless]);
        Thread.Sleep(TimeSpan.FromSeconds(0.7));
        tool.Interrupt();
        Assert.Contains("interrupted", tool.End().Refused(130), StringComparison.Ordinal);
        Assert.Equal(before.Order(), Directory.GetFiles(work.Folder).Order());
    }

    [Fact]
    public void Waiting_for_standard_input_can_be_stopped()
    {
        using var tool = ToolProcess.Start(work.Folder, "train", "-", "-o", "waiting.som.npz");
        Thread.Sleep(TimeSpan.FromSeconds(0.5));
        tool.Interrupt();
        tool.End().Refused(130);
    }

    [Fact]
    public void A_run_goes_on_with_its_own_samples_only()
    {
        work.Run("train", "shapes.npy", "--epochs", "5", "-o", "short.som.npz", "--checkpoint", "short.run.npz", "-q").Done();
        Assert.True(File.Exists(work.At("short.run.npz")));
        File.WriteAllText(work.At("few.csv"), "1,2\n3,4\n5,6\n7,8\n");
        Assert.Contains(
            "2400 rows",
            work.Run("train", "few.csv", "--resume", "short.run.npz", "-o", "x.som.npz").Refused(1),
            StringComparison.Ordinal
        );
        work.Run("train", "shapes.npy", "--resume", "shapes.som.npz", "-o", "x.som.npz").Refused(1);
    }

    /// <summary>The highest map is done and those below it are being trained: these are trained anew.</summary>
    [Fact]
    public void A_hierarchy_of_classes_goes_on_to_the_identical_maps()
    {
        const int Fewer = 12;
        var samples = DataMatrix.Concatenate([.. Enumerable.Repeat(SampleData.Shapes(), Fewer)]);
        int[] shapes = [.. Enumerable.Repeat(SampleData.ShapeLabels(), Fewer).SelectMany(labels => labels)];
        NpyFile.Write(work.At("deep.npy"), samples);
        NpyFile.Write(work.At("deep-labels.npy"), shapes);
        string[] data = ["train", "deep.npy", "--classify", "--labels", "deep-labels.npy"];
        string[] train = [.. data, "--target-neurons", "8", "--vertical-growth", "--tau2", "0.1", "--max-depth", "1"];
        work.RunAlone([.. train, "-o", "straight.som.npz", "-q"]).Done();

        using var rows = new LocalEngine(samples, 1, ClassLabels.From(shapes));
        using (var tool = ToolProcess.Start(work.Folder, [.. train, "-o", "stopped.som.npz", "--checkpoint", "deep.run.npz"]))
        {
            bool IsBelow() =>
                File.Exists(work.At("deep.run.npz")) && TrainingRun.Resume(work.At("deep.run.npz"), rows).IsFinished;
            SpinWait.SpinUntil(() => tool.HasExited || IsBelow(), TimeSpan.FromSeconds(30));
            tool.Interrupt();
            Assert.Contains("while child maps were trained", tool.End().Refused(130), StringComparison.Ordinal);
        }
        Assert.False(File.Exists(work.At("stopped.som.npz")));

        work.RunAlone([.. data, "--resume", "deep.run.npz", "-o", "resumed.som.npz", "-q"]).Done();
        Assert.Equal(File.ReadAllBytes(work.At("straight.som.npz")), File.ReadAllBytes(work.At("resumed.som.npz")));
        string run = "deep.run.npz";
        Assert.Contains(
            "labels of 8 classes",
            work.Run("train", "deep.npy", "--resume", run, "-o", "x.som.npz").Refused(1),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "replace an input",
            work.RunAlone([.. data, "--resume", run, "-o", run]).Refused(2),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "absent.run.npz",
            work.RunAlone([.. data, "--resume", "absent.run.npz", "-o", "x.som.npz"]).Refused(1),
            StringComparison.Ordinal
        );
    }

    private string Data()
    {
        if (!File.Exists(work.At("many.npy")))
            NpyFile.Write(work.At("many.npy"), DataMatrix.Concatenate([.. Enumerable.Repeat(SampleData.Shapes(), Copies)]));
        return "many.npy";
    }
}
