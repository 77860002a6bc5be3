using Dbgsom.Explorer.Files;
using Dbgsom.Explorer.Training;
using Dbgsom.Files;
using Dbgsom.Rows;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Dbgsom.Explorer.Web;

/// <summary>What the page asks of files.</summary>
internal sealed class FileEndpoints(Shelf shelf, Uploads uploads)
{
    /// <summary>GET: the list.</summary>
    public Task List(HttpContext context) => Answers.Json(context, FileList.Of(shelf), ExplorerJson.Default.FileList);

    /// <summary>GET: the columns of a file.</summary>
    public async Task Outline(HttpContext context)
    {
        ShelfFile? file = null;
        try
        {
            file = shelf.Find((string?)context.Request.RouteValues["id"]);
            var query = context.Request.Query;
            string? array = query["array"];
            var reading = TrainingRequest.Reading(query["encoding"], query["header"]);
            await Answers.Json(
                context,
                OutlineContent.Of(FileOutline.Of(file.FullPath, array, reading)),
                ExplorerJson.Default.OutlineContent
            );
        }
        catch (Exception e) when (Words.IsExpected(e))
        {
            await Answers.Error(context, e, file);
        }
    }

    /// <summary>POST: takes a file.</summary>
    public async Task Upload(HttpContext context)
    {
        // Uploads counts for itself, so that what is too much gets an answer in words and is not cut off.
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        try
        {
            var file = await uploads.Receive(context.Request, context.RequestAborted);
            await Answers.Json(context, FileContent.Of(file), ExplorerJson.Default.FileContent, StatusCodes.Status201Created);
        }
        catch (Exception e) when (Words.IsExpected(e))
        {
            await Answers.Error(context, e);
            await context.Response.CompleteAsync();
            await Uploads.Drain(context.Request, context.RequestAborted);
        }
    }
}
