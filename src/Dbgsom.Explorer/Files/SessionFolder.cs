using System.Diagnostics;

namespace Dbgsom.Explorer.Files;

/// <summary>A folder for uploads, run files and models of one session: readable by its owner only, and gone at the end.</summary>
internal sealed class SessionFolder : IDisposable
{
    private int files;

    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("dbgsom-explorer-").FullName;

    /// <summary>A path for a new file.</summary>
    /// <param name="ending">The suffix of its name; the rest is a number.</param>
    public string NewFile(string ending) => System.IO.Path.Combine(Path, $"{Interlocked.Increment(ref files)}{ending}");

    /// <summary>Deletes it, as far as its files are not in use.</summary>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // It is gone already.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A training that has not ended holds a file, or has just made one.
            Debug.WriteLine(e.Message);
        }
    }
}
