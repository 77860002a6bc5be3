using System.Security.Cryptography;

namespace Dbgsom.Explorer.Files;

/// <summary>Where a file of the page's list comes from.</summary>
internal enum FileOrigin
{
    /// <summary>Embedded in the library.</summary>
    Sample,

    /// <summary>Named on the command line.</summary>
    Given,

    /// <summary>Under the folder named on the command line.</summary>
    Folder,

    /// <summary>Sent by the page.</summary>
    Upload,
}

/// <summary>A file the page can choose. The page knows its id and name, never its path.</summary>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Name">The name to show.</param>
/// <param name="FullPath">Where it is.</param>
internal sealed record ShelfFile(FileOrigin Origin, string Name, string FullPath)
{
    /// <summary>The random identifier of the file for the page, so that only the list of this server leads to a file.</summary>
    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>True if it is a saved map.</summary>
    public bool IsModel { get; init; }
}
