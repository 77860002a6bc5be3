namespace Dbgsom.Files;

/// <summary>Opens files of text, compressed or not.</summary>
internal static class TextFile
{
    /// <summary>Opens a file as UTF-8; one whose name ends with <c>.gz</c> is unpacked as it is read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">The encoding of the file.</param>
    /// <param name="maxUnpacked">The bytes that a packed file may unpack to; null for the usual limit.</param>
    public static Stream Open(string path, TextEncoding encoding, long? maxUnpacked = null)
    {
        Stream file = File.OpenRead(path);
        try
        {
            if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
                file = new PackedText(file, maxUnpacked);
            return encoding.AsUtf8(file);
        }
        catch (InvalidDataException e)
        {
            file.Dispose();
            throw DataPart.Bad(path, e.Message);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
