using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dbgsom.Explorer.Files;
using Microsoft.AspNetCore.Http;

namespace Dbgsom.Explorer.Web;

/// <summary>Ways to answer.</summary>
internal static class Answers
{
    /// <summary>Answers with an object as JSON.</summary>
    public static Task Json<T>(HttpContext context, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        Bytes(context, JsonSerializer.SerializeToUtf8Bytes(value, type), "application/json", status);

    /// <summary>Answers with bytes.</summary>
    public static async Task Bytes(HttpContext context, byte[] bytes, string type, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>Answers with bytes to be saved as a file.</summary>
    public static Task Download(HttpContext context, byte[] bytes, string type, string name)
    {
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        return Bytes(context, bytes, type);
    }

    /// <summary>Answers with what went wrong, in words.</summary>
    public static Task Error(HttpContext context, Exception exception, ShelfFile? file = null) =>
        Json(context, new ErrorContent(Words.Of(exception, file)), ExplorerJson.Default.ErrorContent, StatusOf(exception));

    /// <summary>Reads the object a request carries.</summary>
    /// <exception cref="InvalidDataException">It is no such object.</exception>
    public static async Task<T> Read<T>(HttpContext context, JsonTypeInfo<T> type)
    {
        if (!context.Request.HasJsonContentType())
            throw new InvalidDataException("the request is not JSON");
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted)
                ?? throw new InvalidDataException("the request is empty");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"the request cannot be read: {e.Message}", e);
        }
    }

    private static int StatusOf(Exception exception) =>
        exception switch
        {
            ConflictException => StatusCodes.Status409Conflict,
            UploadTooLargeException => StatusCodes.Status413PayloadTooLarge,
            BadHttpRequestException bad => bad.StatusCode,
            FileNotFoundException => StatusCodes.Status404NotFound,
            _ when Words.IsExpected(exception) => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status500InternalServerError,
        };
}
