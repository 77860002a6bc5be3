using Dbgsom.Explorer.Files;
using Dbgsom.Explorer.Training;
using Dbgsom.Naming;
using Dbgsom.Plots;
using Dbgsom.Report;
using Microsoft.AspNetCore.Http;

namespace Dbgsom.Explorer.Web;

/// <summary>The endpoints for the result: report, model, figures.</summary>
internal sealed class ResultEndpoints(ExplorerSession session, SessionFolder folder) : IDisposable
{
    // Figures and reports take cores and memory: one after the other.
    private readonly SemaphoreSlim one = new(1);

    private TrainedMap Result => session.Result ?? throw new FileNotFoundException("no map exists yet; train one, or open one");

    /// <summary>GET: the report, as data for the page.</summary>
    public Task Report(HttpContext context) => Answers.Bytes(context, Result.ReportJson, "application/json");

    /// <summary>GET: the report as a page of its own, to keep.</summary>
    public async Task ReportPage(HttpContext context)
    {
        var result = Result;
        byte[] page = await Make(
            () =>
            {
                using var html = new MemoryStream();
                result.Map.WriteReport(html, result.Data, result.Options, context.RequestAborted);
                return html.ToArray();
            },
            context.RequestAborted
        );
        await Answers.Download(context, page, "text/html; charset=utf-8", Name(result) + ".html");
    }

    /// <summary>GET: the map as a file.</summary>
    public async Task Model(HttpContext context)
    {
        var result = Result;
        byte[] model = await Make(
            () =>
            {
                string path = folder.NewFile(FileName.ModelEnding);
                try
                {
                    result.Map.Save(path);
                    return File.ReadAllBytes(path);
                }
                finally
                {
                    File.Delete(path);
                }
            },
            context.RequestAborted
        );
        await Answers.Download(context, model, "application/zip", Name(result) + FileName.ModelEnding);
    }

    /// <summary>GET: a figure.</summary>
    public async Task Figure(HttpContext context)
    {
        var result = Result;
        string file = (string)context.Request.RouteValues["file"]!;
        string extension = Path.GetExtension(file);
        if (extension is not (".png" or ".svg"))
            throw new FileNotFoundException("the name of a figure must end with .png or .svg");
        var kind =
            FigureKind.All.FirstOrDefault(kind => kind.Name + extension == file)
            ?? throw new FileNotFoundException($"unknown figure; valid is {Named.NamesOf<FigureKind>()}");
        byte[] image = await Make(
            () =>
            {
                var figure = kind.Draw(result.Map, result.Data, null, context.RequestAborted);
                return extension == ".png" ? figure.ToPng() : figure.ToSvg();
            },
            context.RequestAborted
        );
        await Answers.Download(context, image, extension == ".png" ? "image/png" : "image/svg+xml", $"{Name(result)}-{file}");
    }

    public void Dispose() => one.Dispose();

    private static string Name(TrainedMap result)
    {
        string name = result.Options.ModelName!;
        return FileName.Stem(name.EndsWith(FileName.ModelEnding, StringComparison.OrdinalIgnoreCase) ? name[..^4] : name);
    }

    private async Task<byte[]> Make(Func<byte[]> make, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(make, cancellationToken);
        }
        finally
        {
            one.Release();
        }
    }
}
