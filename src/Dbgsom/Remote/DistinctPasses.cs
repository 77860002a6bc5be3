using System.Text.Json.Nodes;
using Dbgsom.Persistence;
using Dbgsom.Remote;

namespace Dbgsom.Passes;

internal sealed partial class DistinctPass : ITravelingPass<DistinctRows>
{
    public string Name => "distinct";

    public PassNeeds Needs => new(columns);

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["columns"] = columns;
        json["most"] = most;
    }

    public static DistinctPass Read(JsonFields json) => new(json.Integer("columns"), DistinctRows.ReadMost(json));
}

internal sealed partial class DistinctRows : ITravelingSums<DistinctRows>
{
    public static string Name => "distinct";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["most"] = most;
        json["digests"] = new JsonArray([
            .. digests
                .Order()
                .Select(digest => (JsonNode)digest.ToString("x32", System.Globalization.CultureInfo.InvariantCulture)),
        ]);
    }

    public IReadOnlyList<double> Shape => [most];

    public static DistinctRows Read(ArchiveReader archive, JsonFields json)
    {
        var sums = new DistinctRows(ReadMost(json));
        foreach (string digest in json.Strings("digests"))
            sums.Add(
                UInt128.TryParse(
                    digest,
                    System.Globalization.NumberStyles.AllowHexSpecifier,
                    System.Globalization.CultureInfo.InvariantCulture,
                    out var value
                )
                    ? value
                    : throw json.Bad("digests", $"hold '{digest}', which is no hexadecimal number")
            );
        return sums;
    }

    public static int ReadMost(JsonFields json) =>
        json.Integer("most") is >= 0 and <= SomOptions.MostNeurons and int most
            ? most
            : throw json.Bad("most", $"is not between 0 and {SomOptions.MostNeurons}");
}
