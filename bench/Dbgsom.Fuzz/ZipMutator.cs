using System.IO.Compression;

namespace Dbgsom.Fuzz;

/// <summary>Changes the entries of an archive and packs them again with right checksums and sizes, so that the code behind the archive is reached.</summary>
public static class ZipMutator
{
    /// <summary>A changed copy.</summary>
    public static byte[] Change(byte[] archive, IReadOnlyList<byte[]> others, Random random)
    {
        var entries = Read(archive);
        for (int times = 1 + random.Next(2); times > 0; times--)
            ChangeOnce(entries, others, random);
        return Write(entries, random.Next(3) == 0);
    }

    /// <summary>The entries, by name, in their order.</summary>
    public static List<(string Name, byte[] Content)> Read(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read);
        var entries = new List<(string, byte[])>();
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            entries.Add((entry.FullName, content.ToArray()));
        }
        return entries;
    }

    /// <summary>An archive of entries.</summary>
    public static byte[] Write(IEnumerable<(string Name, byte[] Content)> entries, bool packed)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
            {
                var entry = zip.CreateEntry(name, packed ? CompressionLevel.Fastest : CompressionLevel.NoCompression);
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var stream = entry.Open();
                stream.Write(content);
            }
        return bytes.ToArray();
    }

    private static void ChangeOnce(List<(string Name, byte[] Content)> entries, IReadOnlyList<byte[]> others, Random random)
    {
        if (entries.Count == 0)
            return;
        int at = random.Next(entries.Count);
        var (name, content) = entries[at];
        int other = random.Next(entries.Count);
        switch (random.Next(12))
        {
            case 0:
                entries.RemoveAt(at);
                return;
            case 1:
                entries.Add((name, entries[other].Content));
                return;
            case 2:
                entries[at] = (name, entries[other].Content);
                return;
            case 3:
                entries[at] = ($"../{name}", content);
                return;
            case 4:
                var from = Read(others[random.Next(others.Count)]);
                if (from.Count > 0)
                    entries[at] = (name, from[random.Next(from.Count)].Content);
                return;
            default:
                // What holds the archive together is in JSON: half of all changes are there.
                int json = entries.FindIndex(entry => entry.Name.EndsWith(".json", StringComparison.Ordinal));
                if (json >= 0 && random.Next(2) == 0)
                    entries[json] = (entries[json].Name, JsonMutator.Change(entries[json].Content, random));
                else
                    entries[at] = (name, NpyOrRaw(content, [.. entries.Select(entry => entry.Content)], random));
                return;
        }
    }

    private static byte[] NpyOrRaw(byte[] content, IReadOnlyList<byte[]> others, Random random)
    {
        if (random.Next(2) == 0)
            return Mutator.Change(content, others, random);
        // One value of the array, its header left alone.
        byte[] changed = [.. content];
        int first = Math.Min(128, content.Length / 2);
        int at = (first + random.Next(Math.Max(1, content.Length - first))) / 8 * 8;
        if (at + 8 <= changed.Length)
            BitConverter.TryWriteBytes(
                changed.AsSpan(at),
                random.Next(2) == 0 ? Mutator.Edge(random) : BitConverter.DoubleToInt64Bits(Mutator.Number(random))
            );
        return changed;
    }
}
