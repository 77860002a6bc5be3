using System.Collections.Concurrent;
using Dbgsom.Files;

namespace Dbgsom.Explorer.Files;

/// <summary>All files the page can choose: the sample, those named on the command line, and those sent by the page.</summary>
internal sealed class Shelf
{
    private readonly ConcurrentDictionary<string, ShelfFile> files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ShelfFile> listed = new(StringComparer.Ordinal);
    private readonly DataFolder? folder;

    /// <param name="session">Where the sample goes.</param>
    /// <param name="folder">The folder whose files are listed; null for none.</param>
    /// <param name="given">The file named on the command line; null for none.</param>
    public Shelf(SessionFolder session, string? folder, string? given)
    {
        this.folder = folder is null ? null : new DataFolder(folder);
        Given = given is null
            ? null
            : Add(new ShelfFile(FileOrigin.Given, FileName.Shown(Path.GetFileName(given)), given) { IsModel = IsModel(given) });
        Sample = Add(new ShelfFile(FileOrigin.Sample, "shapes.csv", CopySample(session)));
    }

    /// <summary>The file named on the command line.</summary>
    public ShelfFile? Given { get; }

    /// <summary>The embedded sample.</summary>
    public ShelfFile Sample { get; }

    /// <summary>Everything there is now; the folder is listed anew, and a file that was there keeps its id.</summary>
    public IReadOnlyList<ShelfFile> List()
    {
        var inFolder = (folder?.Files() ?? []).Select(Listed);
        var others = files.Values.Where(file => file.Origin != FileOrigin.Folder);
        return
        [
            .. others
                .Concat(inFolder)
                .OrderBy(file => file.Origin is FileOrigin.Given ? -1 : (int)file.Origin)
                .ThenBy(file => file.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Takes a file.</summary>
    public ShelfFile Add(ShelfFile file) => files[file.Id] = file;

    /// <summary>The file of an id, at a path that can be opened now.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public ShelfFile Find(string? id)
    {
        if (id is null || !files.TryGetValue(id, out var file))
            throw new FileNotFoundException("the file is not in the list; reload the list and choose a file from it");
        return file.Origin == FileOrigin.Folder ? file with { FullPath = folder!.Resolve(file.FullPath) } : file;
    }

    /// <summary>True if a file is a map saved by Dbgsom, by the first look.</summary>
    public static bool IsModel(string path)
    {
        return path.EndsWith(FileName.ModelEnding, StringComparison.OrdinalIgnoreCase) || SavedMap.Is(path);
    }

    private ShelfFile Listed(string relative) =>
        listed.GetOrAdd(
            relative,
            path =>
                Add(
                    new ShelfFile(FileOrigin.Folder, FileName.Shown(path), path)
                    {
                        IsModel = path.EndsWith(FileName.ModelEnding, StringComparison.OrdinalIgnoreCase),
                    }
                )
        );

    private static string CopySample(SessionFolder session)
    {
        string path = session.NewFile(".csv");
        using var sample = typeof(SomMap).Assembly.GetManifestResourceStream("shapes.csv")!;
        using var file = File.Create(path);
        sample.CopyTo(file);
        return path;
    }
}
