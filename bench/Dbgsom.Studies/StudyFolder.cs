namespace Dbgsom.Studies;

/// <summary>A temporary folder of a study; disposing deletes it.</summary>
public sealed class StudyFolder(string name) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory($"dbgsom-{name}-");
    private int tools;

    /// <summary>Where it is.</summary>
    public string FullName => folder.FullName;

    /// <summary>The path of something in it.</summary>
    public string Path(string entry) => System.IO.Path.Combine(folder.FullName, entry);

    /// <summary>Publishes the tool to a folder in it, see <see cref="PublishedTool.Publish"/>.</summary>
    public PublishedTool Publish(string tool, params string[] properties) =>
        PublishedTool.Publish(tool, folder.CreateSubdirectory($"tool{tools++}").FullName, properties);

    /// <summary>Removes it.</summary>
    public void Dispose() => folder.Delete(recursive: true);
}
