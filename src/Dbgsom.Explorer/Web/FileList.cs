using Dbgsom.Explorer.Files;

namespace Dbgsom.Explorer.Web;

/// <summary>The files the page can choose.</summary>
/// <param name="Files">All of them.</param>
/// <param name="Chosen">Id of the one to begin with.</param>
internal sealed record FileList(IReadOnlyList<FileContent> Files, string Chosen)
{
    public static FileList Of(Shelf shelf) => new([.. shelf.List().Select(FileContent.Of)], (shelf.Given ?? shelf.Sample).Id);
}

/// <summary>A file of the list; its path stays here.</summary>
internal sealed record FileContent(string Id, string Name, FileOrigin Origin, bool IsModel)
{
    public static FileContent Of(ShelfFile file) => new(file.Id, file.Name, file.Origin, file.IsModel);
}
