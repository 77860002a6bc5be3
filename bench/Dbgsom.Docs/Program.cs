using Dbgsom.Docs;
using Dbgsom.Docs.Gallery;
using Dbgsom.Docs.Language;
using Dbgsom.Docs.Links;

string root = Repository.Root();
switch (args)
{
    case []:
        foreach (var page in Pages.All())
            page.Write(root);
        return 0;
    case ["gallery"]:
        GalleryPage.Make(root, Console.Error);
        return 0;
    case ["report"]:
        ReportPicture.Make(root);
        return 0;
    case ["icon"]:
        Icon.Make(root);
        return 0;
    case ["packages", string folder]:
        PackageSizes.Print(folder, Console.Out);
        return 0;
    case ["--check"]:
        string[] complaints =
        [
            .. Pages.Complaints(root),
            .. GalleryPage.Complaints(root),
            .. LinkCheck.Complaints(root),
            .. PhraseCheck.Complaints(root),
            .. TableCheck.Complaints(root),
        ];
        foreach (string complaint in complaints)
            Console.Error.WriteLine(complaint);
        return complaints.Length == 0 ? 0 : 1;
    default:
        Console.Error.WriteLine(
            "no argument: writes docs/cli.md and docs/options.md | gallery: runs the examples, writes gallery.md and figures | report: the picture of a report, by Chromium | icon: src/icon.png | packages DIR: their sizes | --check"
        );
        return 2;
}
