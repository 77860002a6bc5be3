using Microsoft.AspNetCore.Http;

namespace Dbgsom.Explorer.Web;

/// <summary>Turns what goes wrong in an answer into words, where it has not begun.</summary>
internal static class ErrorAnswers
{
    public static async Task Pass(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await Answers.Error(context, e);
        }
    }
}
