using Dbgsom.Explorer.Files;
using Dbgsom.Explorer.Training;
using Microsoft.AspNetCore.Http;

namespace Dbgsom.Explorer.Web;

/// <summary>The endpoints for training.</summary>
internal sealed class TrainingEndpoints(ExplorerSession session, Shelf shelf)
{
    /// <summary>GET: where the session stands.</summary>
    public Task State(HttpContext context) => Answers.Json(context, session.State, ExplorerJson.Default.SessionState);

    /// <summary>POST: begins a training.</summary>
    public async Task Start(HttpContext context)
    {
        session.Start(await Answers.Read(context, ExplorerJson.Default.TrainingRequest));
        await Accepted(context);
    }

    /// <summary>POST: stops the training.</summary>
    public Task Stop(HttpContext context)
    {
        session.Stop();
        return Accepted(context);
    }

    /// <summary>POST: goes on with the training that was stopped.</summary>
    public Task Resume(HttpContext context)
    {
        session.Resume();
        return Accepted(context);
    }

    /// <summary>POST: changes how fast epochs follow one another.</summary>
    public async Task SetPace(HttpContext context)
    {
        session.SetPace((await Answers.Read(context, ExplorerJson.Default.PaceRequest)).FullSpeed);
        await Accepted(context);
    }

    /// <summary>POST: opens a saved map.</summary>
    public async Task Open(HttpContext context)
    {
        var file = shelf.Find((await Answers.Read(context, ExplorerJson.Default.OpenRequest)).File);
        try
        {
            session.Open(file, context.RequestAborted);
        }
        catch (Exception e) when (Words.IsExpected(e))
        {
            await Answers.Error(context, e, file);
            return;
        }
        await Accepted(context);
    }

    /// <summary>GET: the last picture of the map in the making; no content where none is any more.</summary>
    public Task Snapshot(HttpContext context)
    {
        if (session.Feed.Current(LiveKind.Snapshot) is { } picture)
            return Answers.Bytes(context, picture.Data, "application/json");
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private Task Accepted(HttpContext context) =>
        Answers.Json(context, session.State, ExplorerJson.Default.SessionState, StatusCodes.Status202Accepted);
}
