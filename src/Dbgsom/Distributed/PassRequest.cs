using System.Text.Json.Nodes;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Distributed;

/// <summary>A pass with all that it needs where the rows are: which rows, how they are seen, for which run.</summary>
/// <param name="Columns">Number of features.</param>
/// <param name="Space">How passes see the rows.</param>
/// <param name="Choice">Which rows; null for all.</param>
/// <param name="Run">The name of the run whose winners the rows hold.</param>
/// <param name="Rewind">True if the pass of an epoch is to begin without winners of the one before.</param>
internal sealed record PassRequest(int Columns, FeatureSpace Space, RowChoice? Choice, string Run, bool Rewind)
{
    private const string Kind = "dbgsom-pass";

    /// <summary>The request for a pass: an archive of arrays, and of <c>request.json</c>.</summary>
    public byte[] With(ITravelingPass pass) =>
        ArchiveWriter.ToBytes(archive =>
        {
            var content = new JsonObject();
            pass.Write(archive.Below("pass/"), content);
            var view = new JsonObject();
            Space.Write(archive, view);
            var choices = new JsonArray();
            foreach (var choice in Choice?.Path ?? [])
            {
                var one = new JsonObject();
                choice.Write(archive.Below(Folder(choices.Count)), one, Columns);
                choices.Add((JsonNode)one);
            }
            archive.Json(
                "request.json",
                new JsonObject
                {
                    ["format"] = SetupEntries.Format(Kind),
                    ["pass"] = pass.Name,
                    ["columns"] = Columns,
                    ["run"] = Run,
                    ["rewind"] = Rewind,
                    ["view"] = view,
                    ["choices"] = choices,
                    ["content"] = content,
                }
            );
        });

    /// <summary>Reads a request.</summary>
    /// <param name="bytes">The archive.</param>
    /// <param name="name">The name used in messages.</param>
    /// <param name="use">Uses the request, the name of the pass, and its content.</param>
    /// <exception cref="InvalidDataException">The archive is no request, of another version, or damaged.</exception>
    public static T Read<T>(byte[] bytes, string name, Func<PassRequest, string, ArchiveReader, JsonFields, T> use)
    {
        using var archive = new ArchiveReader(bytes, name);
        var (request, pass, content) = archive.Read(() => Read(archive));
        return use(request, pass, archive.Below("pass/"), content);
    }

    private static (PassRequest Request, string Pass, JsonFields Content) Read(ArchiveReader archive)
    {
        var json = archive.Json("request.json");
        SetupEntries.CheckFormat(archive, json, Kind);
        int columns = json.Integer("columns");
        var choices = json.Objects("choices");
        if (choices.Length > SomOptions.MaxDepthLimit)
            throw json.Bad("choices", $"go down further than {SomOptions.MaxDepthLimit} levels");
        RowChoice? choice = null;
        foreach (var (i, one) in choices.Index())
            choice = RowChoice.Read(choice, archive.Below(Folder(i)), one, columns);
        var view = FeatureSpace.Read(archive, json.Object("view"), columns);
        var request = new PassRequest(columns, view, choice, json.String("run"), json.Flag("rewind"));
        return (request, json.String("pass"), json.Object("content"));
    }

    private static string Folder(int choice) => $"choices/{choice.ToString(System.Globalization.CultureInfo.InvariantCulture)}/";
}
