using System.Globalization;

namespace Dbgsom.Explorer.Files;

/// <summary>Sizes as people read them.</summary>
internal static class Sizes
{
    private const double Step = 1024;
    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>"100 MiB".</summary>
    public static string Shown(long bytes)
    {
        double size = bytes;
        int unit = 0;
        for (; size >= Step && unit < Units.Length - 1; unit++)
            size /= Step;
        return string.Create(CultureInfo.InvariantCulture, $"{size:0.#} {Units[unit]}");
    }
}
