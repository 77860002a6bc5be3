namespace Dbgsom.TestSupport;

/// <summary>The folder of the repository in which the tests were built.</summary>
public static class RepositoryFolder
{
    public static string Path { get; } = Find();

    /// <summary>The path of a file or folder in it.</summary>
    public static string At(params string[] path) => System.IO.Path.Combine([Path, .. path]);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Dbgsom.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("the tests run from a folder of the repository");
        return folder.FullName;
    }
}
