using System.Text.Json.Nodes;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>Winners and distances that are kept where the rows are. This object holds their name and the search that finds them again.</summary>
internal sealed class RemoteDistances(string id) : KeptDistances
{
    public const string Folder = "found_by/";

    /// <summary>The identifier of the kept distances.</summary>
    public string Id => id;

    /// <summary>The search that finds them: a <see cref="MeasurePass"/> or a <see cref="SearchPass"/>.</summary>
    public ITravelingPass? FoundBy { get; set; }

    /// <summary>Writes them to a request for a pass over them.</summary>
    public void Write(ArchiveWriter archive, JsonObject json)
    {
        var search = new JsonObject();
        FoundBy!.Write(archive.Below(Folder), search);
        search["pass"] = FoundBy.Name;
        json["found_by"] = search;
    }

    /// <summary>Reads which results a request keeps.</summary>
    public static KeptParts ReadParts(JsonFields json) => SearchPass.PartsOf(json.Object("found_by"));

    /// <summary>Reads the identifier of the distances of a request.</summary>
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
