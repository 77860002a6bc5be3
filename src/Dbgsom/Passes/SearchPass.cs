using System.Text.Json.Nodes;
using Dbgsom.Rows;
using Dbgsom.Search;

namespace Dbgsom.Passes;

/// <summary>
/// One reading of the rows for all measures: their counts and ranges, and what is found of each, kept for passes that add it up. What is added up has to be
/// bounded before, by ranges that are known only after the last row; with what is kept, the rows are not read again for it.
/// </summary>
/// <param name="assigner">The neurons.</param>
/// <param name="keep">Room for what is found.</param>
/// <param name="parts">
/// The results to search in addition to the winner: the second-nearest neuron, the squared Euclidean distance to the winner.
/// </param>
internal sealed class SearchPass(Assigner assigner, KeptDistances keep, KeptParts parts)
    : DataPass<RangeSums>,
        ITravelingPass<RangeSums>
{
    public override long CostPerRow => assigner.CostPerRow + (2 * assigner.Columns) + 20;

    public override RangeSums NewSums() => new(assigner.Columns);

    public override void Process(in RowBlock block, RangeSums sums)
    {
        var here = (WinnerDistances)keep;
        var winners = block.Scratch.Winners.AsSpan(0, block.Count);
        var distances = block.Scratch.Distances.AsSpan(0, block.Count);
        if (parts.HasFlag(KeptParts.Seconds))
        {
            var seconds = block.Scratch.Seconds.AsSpan(0, block.Count);
            assigner.FindTwo(block, winners, seconds, distances);
            FoundNeurons.Check(seconds, assigner.NeuronCount);
            here.SetSeconds(block.Start, seconds);
        }
        else
            assigner.FindWinners(block, winners, distances);
        FoundNeurons.Check(winners, assigner.NeuronCount);
        here.Set(block.Start, winners, distances);
        if (parts.HasFlag(KeptParts.Squares))
        {
            assigner.SquaresToOne(block, winners, distances);
            here.SetSquares(block.Start, distances);
        }
        sums.Add(block);
    }

    public string Name => "search";

    public PassNeeds Needs => new(assigner.Columns, assigner.NeuronCount);

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        var remote = (RemoteDistances)keep;
        assigner.Write(archive, json);
        json["keep"] = remote.Id;
        json["parts"] = (int)parts;
        remote.FoundBy = this;
    }

    /// <param name="archive">What was written.</param>
    /// <param name="json">What was written.</param>
    /// <param name="room">Room for what is found, by the name that says which, and the number of neurons.</param>
    public static SearchPass Read(ArchiveReader archive, JsonFields json, Func<string, int, KeptParts, KeptDistances> room)
    {
        var assigner = Assigner.Read(archive, json);
        var parts = PartsOf(json);
        return new SearchPass(assigner, room(json.String("keep"), assigner.NeuronCount, parts), parts);
    }

    /// <summary>Reads which results a search keeps in addition to winners and distances; the default is none.</summary>
    public static KeptParts PartsOf(JsonFields json)
    {
        const int All = (int)(KeptParts.Seconds | KeptParts.Squares);
        int parts = json.Has("parts") ? json.Integer("parts") : 0;
        return parts is >= 0 and <= All ? (KeptParts)parts : throw json.Bad("parts", $"is {parts}; valid is 0 to {All}");
    }
}
