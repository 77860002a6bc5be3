using Dbgsom.Tests;

namespace Dbgsom.Cluster.Tests;

/// <summary>Maps as files.</summary>
internal static class MapBytes
{
    /// <summary>The bytes a map is saved as.</summary>
    public static byte[] Of(SomMap map)
    {
        using var folder = new TemporaryFolder();
        map.Save(folder.Path("map.som.npz"));
        return File.ReadAllBytes(folder.Path("map.som.npz"));
    }
}
