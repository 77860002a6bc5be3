namespace Dbgsom.Files;

/// <summary>Opens files of text, compressed or not.</summary>
internal static class TextFile
{
    /// <summary>Opens a file; one whose name ends with <c>.gz</c> is unpacked as it is read.</summary>
    public static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new PackedText(file) : file;
    }
}
