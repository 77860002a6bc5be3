using Dbgsom.Files;

namespace Dbgsom.Fuzz.Targets;

/// <summary>A plan for the columns of a table.</summary>
public sealed class PlanTarget(IReadOnlyList<byte[]> seeds, string folder) : Target
{
    private readonly string path = Path.Combine(folder, "plan.json");

    /// <inheritdoc/>
    public override string Name => "plan";

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds => seeds;

    /// <inheritdoc/>
    public override void Read(byte[] input)
    {
        File.WriteAllBytes(path, input);
        var plan = TablePlan.Load(path);
        _ = plan.ApplyTo();
        _ = plan.Notes;
        _ = plan.ToJson();
    }
}
