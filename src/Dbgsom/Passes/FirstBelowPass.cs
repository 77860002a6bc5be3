using System.Text.Json.Nodes;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>The first row that counts in which a feature is below a limit.</summary>
/// <param name="feature">The feature.</param>
/// <param name="limit">The limit.</param>
internal sealed class FirstBelowPass(int feature, double limit) : DataPass<LeastValues>, ITravelingPass<LeastValues>
{
    /// <summary>That row, and its value; there is one.</summary>
    public static (long Row, double Value) Over(PassEngine rows, int feature, double limit, CancellationToken cancellationToken)
    {
        long row = (long)rows.Run(new FirstBelowPass(feature, limit), cancellationToken).Least[0];
        return (row, rows.ReadRow(row)[feature]);
    }

    public override long CostPerRow => 2;

    public override LeastValues NewSums() => new(1);

    public override void Process(in RowBlock block, LeastValues sums)
    {
        // What is missing is below nothing.
        for (int i = 0; i < block.Count; i++)
            if (block.Mass(i) > 0 && block.RowAsGiven(i)[feature] < limit)
                sums.Least[0] = Math.Min(sums.Least[0], block.First + i);
    }

    public string Name => "first_below";

    public PassNeeds Needs => default;

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["feature"] = feature;
        archive.Vector("limit.npy", [limit]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote, for rows of so many features.</summary>
    public static FirstBelowPass Read(ArchiveReader archive, JsonFields json, int features)
    {
        int feature = json.Integer("feature");
        return feature >= 0 && feature < features
            ? new FirstBelowPass(feature, archive.Numbers("limit.npy", 1)[0])
            : throw json.Bad("feature", $"is {feature}, and rows have {features}");
    }
}
