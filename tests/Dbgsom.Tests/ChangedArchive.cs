using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Tests;

/// <summary>Entries of a model or a run file, changed to what a writer never leaves there.</summary>
internal static class ChangedArchive
{
    public static string Text(string path, string entry)
    {
        using var archive = ZipFile.OpenRead(path);
        using var reader = new StreamReader(archive.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }

    public static void Remove(string path, string entry)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Update);
        archive.GetEntry(entry)!.Delete();
    }

    public static void Replace(string path, string entry, string text) => Replace(path, entry, Encoding.UTF8.GetBytes(text));

    public static void Replace(string path, string entry, byte[] content)
    {
        Remove(path, entry);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Update);
        NpzFile.Add(archive, entry, stream => stream.Write(content));
    }

    public static void Replace<T>(string path, string entry, T[] values, params long[] shape)
        where T : unmanaged
    {
        Remove(path, entry);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Update);
        NpzFile.Add(archive, entry, stream => NpyFile.Write<T>(stream, values, shape));
    }

    public static void Edit(string path, string entry, Action<JsonObject> edit)
    {
        var json = JsonNode.Parse(Text(path, entry))!.AsObject();
        edit(json);
        Replace(path, entry, json.ToJsonString());
    }
}
