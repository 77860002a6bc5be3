namespace Dbgsom.Cluster.Tests;

/// <summary>Maps as files.</summary>
internal static class MapBytes
{
    /// <summary>The bytes a map is saved as.</summary>
    public static byte[] Of(SomMap map)
    {
        using var folder = new TemporaryFolder();
        map.Save(folder.At("map.som.npz"));
        return File.ReadAllBytes(folder.At("map.som.npz"));
    }
}
