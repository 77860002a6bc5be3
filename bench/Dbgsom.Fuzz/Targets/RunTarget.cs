using Dbgsom.Passes;

namespace Dbgsom.Fuzz.Targets;

/// <summary>A run file: what is loaded has to go on.</summary>
public sealed class RunTarget(IReadOnlyList<byte[]> seeds, DataMatrix data, string folder) : Target
{
    private readonly string path = Path.Combine(folder, "input.run.npz");

    /// <inheritdoc/>
    public override string Name => "run";

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds => seeds;

    /// <inheritdoc/>
    public override void Read(byte[] input)
    {
        File.WriteAllBytes(path, input);
        using var rows = new LocalEngine(data, 1);
        var run = TrainingRun.Resume(path, rows);
        for (int epoch = 0; epoch < 2 && !run.IsFinished; epoch++)
            run.Advance();
        run.Save(path);
    }

    /// <inheritdoc/>
    public override string Result(byte[] input)
    {
        File.WriteAllBytes(path, input);
        using var rows = new LocalEngine(data, 1);
        TrainingRun.Resume(path, rows).Save(path);
        return Digest(File.ReadAllBytes(path));
    }

    /// <inheritdoc/>
    public override bool Documents(Exception exception) =>
        base.Documents(exception) || exception.GetType() == typeof(ArgumentException);
}
