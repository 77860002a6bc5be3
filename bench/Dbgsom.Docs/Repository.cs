namespace Dbgsom.Docs;

/// <summary>The folder of the repository.</summary>
public static class Repository
{
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dbgsom.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("this runs from a folder of the repository");
        return folder.FullName;
    }
}
