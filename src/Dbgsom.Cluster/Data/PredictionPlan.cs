using Dbgsom.Cluster.Grains;
using Dbgsom.Files;
using Dbgsom.Rows;

namespace Dbgsom.Cluster.Data;

/// <summary>Which file of results each data file makes.</summary>
internal static class PredictionPlan
{
    /// <exception cref="InvalidDataException">Two files would make the same, or a data file would be written over.</exception>
    public static IReadOnlyList<PredictRequest> For(
        SomMap map,
        IReadOnlyList<string> paths,
        string folder,
        ReadingOptions reading,
        string extension
    )
    {
        byte[] model = map.ToBytes();
        string full = Path.GetFullPath(folder);
        string[] files = [.. DataFiles.Expand([.. paths.Select(Path.GetFullPath)])];
        var requests = files.Select(file => new PredictRequest(
            model,
            file,
            reading,
            Path.Combine(full, DataFiles.NameWithoutExtension(file) + extension)
        ));
        PredictRequest[] all = [.. requests];
        // A link is the file it leads to.
        var inputs = files.Select(WholeFile.Target).ToHashSet(StringComparer.Ordinal);
        var twice = all.GroupBy(request => WholeFile.Target(request.Output), StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new InvalidDataException(
                $"{string.Join(" and ", twice.Select(request => request.Path))} would both write {twice.Key}; rename one of them"
            );
        return Array.Find(all, request => inputs.Contains(WholeFile.Target(request.Output))) is { } over
            ? throw new InvalidDataException($"{over.Output} is a data file and would be overwritten; choose another folder")
            : all;
    }
}
