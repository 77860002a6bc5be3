using Dbgsom.Explorer.Files;
using Dbgsom.Explorer.Training;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Dbgsom.Explorer.Web;

/// <summary>The endpoints for files.</summary>
internal sealed class FileEndpoints(Shelf shelf, Uploads uploads, TableLooks looks)
{
    /// <summary>GET: the list.</summary>
    public Task List(HttpContext context) => Answers.Json(context, FileList.Of(shelf), ExplorerJson.Default.FileList);

    /// <summary>POST: the columns of a file, and what is done with each.</summary>
    public async Task Plan(HttpContext context)
    {
        ShelfFile? file = null;
        try
        {
            var request = await Answers.Read(context, ExplorerJson.Default.TrainingRequest);
            file = shelf.Find(request.File);
            var planned = await Task.Run(() => PlannedFile.Of(file, request, looks, context.RequestAborted));
            await Answers.Json(context, PlanContent.Of(planned), ExplorerJson.Default.PlanContent);
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
