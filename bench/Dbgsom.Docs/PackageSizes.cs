using System.Globalization;
using System.IO.Compression;

namespace Dbgsom.Docs;

/// <summary>The table of docs/packages.md: how large packages are.</summary>
public static class PackageSizes
{
    /// <summary>Prints a row for each package in a folder.</summary>
    public static void Print(string folder, TextWriter output)
    {
        string[] packages = [.. Directory.EnumerateFiles(folder, "*.nupkg").Order(StringComparer.Ordinal)];
        if (packages.Length == 0)
            throw new FileNotFoundException($"{folder} has no packages: dotnet pack src/Packages.proj -c Release -o {folder}");
        output.WriteLine("| package | to load | unpacked |");
        output.WriteLine("|---|---|---|");
        foreach (string package in packages)
        {
            using var zip = ZipFile.OpenRead(package);
            string nuspec = zip.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Name;
            long unpacked = zip.Entries.Sum(entry => entry.Length);
            output.WriteLine(
                $"| {Path.GetFileNameWithoutExtension(nuspec)} | {Megabytes(new FileInfo(package).Length)} | {Megabytes(unpacked)} |"
            );
        }
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0.00", CultureInfo.InvariantCulture) + " MB";
}
