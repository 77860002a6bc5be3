using System.IO.Compression;
using System.Xml.Linq;

namespace Dbgsom.Package.Tests;

/// <summary>A package: what is in it and what it says of itself.</summary>
internal sealed class NupkgFile : IDisposable
{
    private readonly ZipArchive zip;

    public NupkgFile(string path)
    {
        zip = ZipFile.OpenRead(path);
        Files = [.. zip.Entries.Select(entry => entry.FullName).Where(name => !IsOfTheContainer(name))];
        using var nuspec = zip.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        Metadata = XDocument.Load(nuspec).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    /// <summary>Paths of the files, without those of the container.</summary>
    public IReadOnlyList<string> Files { get; }

    public XElement Metadata { get; }

    /// <summary>Packages it needs and their versions.</summary>
    public IEnumerable<(string Id, string Version)> Dependencies =>
        Metadata
            .Descendants()
            .Where(element => element.Name.LocalName == "dependency")
            .Select(element => (element.Attribute("id")!.Value, element.Attribute("version")!.Value));

    /// <summary>The text of an element of the metadata.</summary>
    public string this[string element] => Metadata.Elements().Single(found => found.Name.LocalName == element).Value;

    public byte[] Read(string name)
    {
        using var content = zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    public void Dispose() => zip.Dispose();

    private static bool IsOfTheContainer(string name) =>
        name.EndsWith(".nuspec", StringComparison.Ordinal)
        || name.EndsWith(".psmdcp", StringComparison.Ordinal)
        || name is "_rels/.rels" or "[Content_Types].xml";
}
