using Dbgsom.Naming;

namespace Dbgsom.Docs;

/// <summary>A page that is made by a command.</summary>
/// <param name="Path">Its path in the repository, with slashes.</param>
/// <param name="Text">The text.</param>
public sealed record Page(string Path, string Text)
{
    public void Write(string root)
    {
        string path = System.IO.Path.Combine(root, Path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Text);
    }

    public bool IsCurrent(string root)
    {
        string path = System.IO.Path.Combine(root, Path);
        return File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == Text;
    }
}
