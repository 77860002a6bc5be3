using System.Text.Json.Nodes;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Passes;

/// <summary>Serialized sums of passes: an archive of arrays and <c>sums.json</c>. An empty array stands for sums over no rows.</summary>
public static class PassSums
{
    private const string Kind = "dbgsom-sums";

    private static readonly Dictionary<string, Func<IReadOnlyList<byte[]>, string, byte[]>> Mergers = new()
    {
        [RangeSums.Name] = Merge<RangeSums>,
        [MeanSums.Name] = Merge<MeanSums>,
        [SpreadSums.Name] = Merge<SpreadSums>,
        [EpochSums.Name] = Merge<EpochSums>,
        [MeasureSums.Name] = Merge<MeasureSums>,
        [Displacements.Name] = Merge<Displacements>,
        [CorrectSums.Name] = Merge<CorrectSums>,
        [ColumnDigits.Name] = Merge<ColumnDigits>,
        [RankDigits.Name] = Merge<RankDigits>,
        [DigitSums.Name] = Merge<DigitSums>,
        [LeastValues.Name] = Merge<LeastValues>,
        [TotalSum.Name] = Merge<TotalSum>,
        [FoundRows.Name] = Merge<FoundRows>,
        [Shares.Name] = Merge<Shares>,
        [DistinctRows.Name] = Merge<DistinctRows>,
        [ClassSums.Name] = Merge<ClassSums>,
        [LabelCounts.Name] = Merge<LabelCounts>,
        [FoundMasses.Name] = Merge<FoundMasses>,
    };

    internal static byte[] Write<TSums>(TSums sums)
        where TSums : class, ITravelingSums<TSums> =>
        ArchiveWriter.ToBytes(archive =>
        {
            var content = new JsonObject();
            sums.Write(archive, content);
            archive.Json(
                "sums.json",
                new JsonObject
                {
                    ["format"] = SetupEntries.Format(Kind),
                    ["sums"] = TSums.Name,
                    ["content"] = content,
                }
            );
        });

    /// <summary>Reads sums.</summary>
    /// <exception cref="InvalidDataException">The sums are of another kind, or damaged.</exception>
    internal static TSums Read<TSums>(byte[] bytes, string name)
        where TSums : class, ITravelingSums<TSums>
    {
        using var archive = new ArchiveReader(bytes, name);
        return archive.Read(() =>
        {
            var json = Json(archive);
            return json.String("sums") == TSums.Name
                ? TSums.Read(archive, json.Object("content"))
                : throw archive.Bad($"these are sums of the kind '{json.String("sums")}' where '{TSums.Name}' are needed");
        });
    }

    /// <summary>Merges sums of one kind exactly, in any order.</summary>
    /// <param name="parts">The sums.</param>
    /// <param name="name">The name of the sums in messages.</param>
    /// <returns>The merged sums; empty if all parts are empty.</returns>
    /// <exception cref="InvalidDataException">The parts are of different kinds, have another version, or are damaged.</exception>
    public static byte[] Merge(IReadOnlyList<byte[]> parts, string name = "sums")
    {
        byte[][] some = [.. parts.Where(part => part.Length > 0)];
        if (some.Length <= 1)
            return some.Length == 0 ? [] : some[0];
        string kind;
        using (var archive = new ArchiveReader(some[0], name))
            kind = archive.Read(() => Json(archive).String("sums"));
        return Mergers.TryGetValue(kind, out var merge)
            ? merge(some, name)
            : throw new InvalidDataException($"{name}: there are no sums of the kind '{kind}'");
    }

    private static byte[] Merge<TSums>(IReadOnlyList<byte[]> parts, string name)
        where TSums : class, ITravelingSums<TSums>
    {
        var sums = Read<TSums>(parts[0], name);
        foreach (byte[] part in parts.Skip(1))
        {
            var other = Read<TSums>(part, name);
            if (!sums.Shape.SequenceEqual(other.Shape))
                throw new InvalidDataException(
                    $"{name}: there are sums '{TSums.Name}' of different numbers of neurons, features or classes, or on different grids"
                );
            sums.Merge(other);
        }
        return Write(sums);
    }

    private static JsonFields Json(ArchiveReader archive)
    {
        var json = archive.Json("sums.json");
        SetupEntries.CheckFormat(archive, json, Kind);
        return json;
    }
}
