using System.Text.Json.Nodes;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>Winners and distances that are kept where the rows are: here is what they are called, and how to find them again.</summary>
internal sealed class RemoteDistances(string id) : KeptDistances
{
    private const string Folder = "found_by/";

    /// <summary>What they are called.</summary>
    public string Id => id;

    /// <summary>The search that finds them.</summary>
    public MeasurePass? FoundBy { get; set; }

    /// <summary>Writes them to a request for a pass over them.</summary>
    public void Write(ArchiveWriter archive, JsonObject json)
    {
        var search = new JsonObject();
        FoundBy!.Write(archive.Below(Folder), search);
        json["found_by"] = search;
    }

    /// <summary>The search that finds those of a request.</summary>
    public static MeasurePass Read(ArchiveReader archive, JsonFields json, Func<string, int, KeptDistances> room) =>
        MeasurePass.Read(archive.Below(Folder), json.Object("found_by"), room);

    /// <summary>What those of a request are called.</summary>
    public static string ReadId(JsonFields json) => json.Object("found_by").String("keep");

    /// <summary>Of how many neurons they are.</summary>
    public static int ReadNeurons(JsonFields json) => json.Object("found_by").Integer("neurons");

    /// <summary>The groups of a pass over them: the neurons, and all rows.</summary>
    public static int ReadGroups(JsonFields json)
    {
        int groups = json.Integer("groups");
        int neurons = ReadNeurons(json);
        return groups == neurons + 1L
            ? groups
            : throw json.Bad("groups", $"is {groups} for a map of {neurons} neurons; one more than these is needed");
    }

    public override void Dispose() { }
}
