using System.Text.Json.Nodes;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>Winners and distances that are kept where the rows are: here is what they are called, and how to find them again.</summary>
internal sealed class RemoteDistances(string id) : KeptDistances
{
    private const string Folder = "found_by/";

    /// <summary>What they are called.</summary>
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

    /// <summary>Finds those of a request again.</summary>
    /// <param name="archive">What was written.</param>
    /// <param name="json">What was written.</param>
    /// <param name="room">Room for them.</param>
    /// <param name="measure">What to do with the search, where it is one.</param>
    /// <param name="search">The same.</param>
    public static void Find(
        ArchiveReader archive,
        JsonFields json,
        KeptDistances room,
        Action<MeasurePass> measure,
        Action<SearchPass> search
    )
    {
        var content = json.Object("found_by");
        var below = archive.Below(Folder);
        string pass = content.String("pass");
        if (pass == "measure")
            measure(MeasurePass.Read(below, content, (_, _) => room));
        else if (pass == "search")
            search(SearchPass.Read(below, content, (_, _, _) => room));
        else
            throw content.Bad("pass", $"is '{pass}', which keeps nothing");
    }

    /// <summary>What is kept beside those of a request.</summary>
    public static KeptParts ReadParts(JsonFields json) => SearchPass.PartsOf(json.Object("found_by"));

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
