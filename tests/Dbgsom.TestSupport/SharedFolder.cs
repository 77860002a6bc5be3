namespace Dbgsom.TestSupport;

/// <summary>The folder beside the repository with recorded runs and sample data that may not be copied into it.</summary>
public static class SharedFolder
{
    /// <summary>The path of a file or folder in it; skips the test where it is absent, and fails it in CI.</summary>
    public static string Require(params string[] path)
    {
        NeedsAttribute.MustBeNamed(Need.SharedData);
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string found = Path.Combine([folder.FullName, "shared", .. path]);
            if (Path.Exists(found))
                return found;
        }
        Prerequisite.Missing($"shared/{string.Join('/', path)} is not beside the repository");
        return "";
    }
}
