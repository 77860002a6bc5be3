using System.Buffers;
using System.Diagnostics;
using Dbgsom.Files;
using Microsoft.AspNetCore.Http;

namespace Dbgsom.Explorer.Files;

/// <summary>Takes files that the page sends, as they come, into the folder of the session.</summary>
internal sealed class Uploads(SessionFolder session, Shelf shelf, long most)
{
    /// <summary>The header with the name of the file, percent-encoded. A page elsewhere could not set it without asking first.</summary>
    public const string NameHeader = "Dbgsom-File-Name";

    // A browser reads no answer before it has sent everything, so what is too much is read and dropped for a while.
    private static readonly TimeSpan DrainFor = TimeSpan.FromSeconds(30);

    /// <summary>The most bytes of a file.</summary>
    public long Most => most;

    /// <summary>Reads the body of a request as a file.</summary>
    /// <exception cref="InvalidDataException">The file is of no kind that can be read, by name or content.</exception>
    /// <exception cref="UploadTooLargeException">It has more than <see cref="Most"/> bytes.</exception>
    public async Task<ShelfFile> Receive(HttpRequest request, CancellationToken cancellationToken)
    {
        string given = Decode(request.Headers[NameHeader].ToString());
        string shown = FileName.Shown(given);
        if (request.ContentLength > most)
            throw new UploadTooLargeException(shown, most);
        string extension =
            FileName.Extension(given)
            ?? throw new InvalidDataException($"{shown}: the name must end with one of {string.Join(", ", FileName.Known)}");
        string path = session.NewFile(
            given.EndsWith(FileName.ModelEnding, StringComparison.OrdinalIgnoreCase) ? FileName.ModelEnding : extension
        );
        var file = new ShelfFile(FileOrigin.Upload, shown, path);
        try
        {
            await Save(request.Body, path, shown, cancellationToken);
            file = file with { IsModel = Shelf.IsModel(path) };
            if (file.IsModel)
                _ = SomMap.Load(path);
            else
                CheckTable(path);
            return shelf.Add(file);
        }
        catch (Exception e)
        {
            File.Delete(path);
            if (e is InvalidDataException)
                throw new InvalidDataException(Words.Of(e, file), e);
            throw;
        }
    }

    /// <summary>Reads what is left of a body that was refused, and drops it.</summary>
    public static async Task Drain(HttpRequest request, CancellationToken cancellationToken)
    {
        // Who expects to be told to go on has sent nothing.
        if (request.Headers.Expect.Count > 0)
            return;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(DrainFor);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            while (await request.Body.ReadAsync(buffer, end.Token) > 0) { }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Whoever still sends after that time sees the connection close.
            Debug.WriteLine(e.Message);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Refuses what holds no samples. The encoding of text is chosen on the page later: here it has to be a table in one of them.</summary>
    private static void CheckTable(string path)
    {
        try
        {
            _ = FileOutline.Of(path);
        }
        catch (InvalidDataException) when (TextEncoding.All.Any(encoding => IsTable(path, encoding))) { }
    }

    private static bool IsTable(string path, TextEncoding encoding)
    {
        try
        {
            _ = FileOutline.Of(path, null, new DataFileOptions { Encoding = encoding });
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private async Task Save(Stream body, string path, string shown, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            for (long total = 0; ; )
            {
                int read = await body.ReadAsync(buffer, cancellationToken);
                if (read == 0)
                    return;
                total += read;
                if (total > most)
                    throw new UploadTooLargeException(shown, most);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string Decode(string header)
    {
        string name = Uri.UnescapeDataString(header);
        return name.Length > 0
            ? name
            : throw new InvalidDataException($"the request has no file name; set the header {NameHeader}");
    }
}

/// <summary>A file that is sent has too many bytes.</summary>
internal sealed class UploadTooLargeException(string name, long most)
    : Exception(
        $"{name} is larger than the limit of {Sizes.Shown(most)}; start the explorer with a larger --max-upload, or with the file's folder as --folder"
    );
