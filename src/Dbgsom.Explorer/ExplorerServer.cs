using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Dbgsom.Explorer.Files;
using Dbgsom.Explorer.Security;
using Dbgsom.Explorer.Training;
using Dbgsom.Explorer.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dbgsom.Explorer;

/// <summary>
/// A local web server with a page that trains maps and shows them while they grow. It listens on 127.0.0.1 only and serves one browser,
/// the first to open <see cref="StartAddress"/>. Disposing it deletes all its data.
/// </summary>
/// <example>
/// <code>
/// await using var explorer = await ExplorerServer.StartAsync(new ExplorerOptions { Folder = "data" });
/// Console.WriteLine(explorer.StartAddress);
/// await Task.Delay(Timeout.Infinite, untilCtrlC);
/// </code>
/// </example>
public sealed class ExplorerServer : IAsyncDisposable
{
    // The name of an upload stands in a header, and names may be long.
    private const int LongestHeaders = 256 << 10;

    // Of requests other than uploads, which count for themselves.
    private const int LongestRequest = 1 << 20;
    private static readonly TimeSpan PatienceAtEnd = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource end = new();
    private readonly SessionFolder folder = new();
    private readonly TokenGate tokens = new();
    private readonly TableLooks looks = new();
    private readonly ExplorerSession session;
    private readonly ResultEndpoints results;
    private readonly WebApplication app;
    private int ended;

    private ExplorerServer(ExplorerOptions options)
    {
        try
        {
            var shelf = new Shelf(folder, options.Folder, options.File);
            session = new ExplorerSession(folder, shelf, looks);
            if (shelf.Given is { IsModel: true } model)
                session.Open(model, CancellationToken.None);
            results = new ResultEndpoints(session, folder);
            app = Build(options);
            Map(shelf, new Uploads(folder, shelf, options.MaxUpload));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The address to open, including a token that is valid once, for one browser.</summary>
    public Uri StartAddress { get; private set; } = null!;

    /// <summary>Where temporary files of the session are.</summary>
    internal string FolderPath => folder.Path;

    /// <summary>Starts an explorer.</summary>
    /// <param name="options">Options of the explorer; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="InvalidDataException">The file contains neither data nor a map.</exception>
    /// <exception cref="IOException">The file or folder does not exist, or the port is in use.</exception>
    public static async Task<ExplorerServer> StartAsync(
        ExplorerOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= new ExplorerOptions();
        options.Validate();
        var server = new ExplorerServer(options);
        try
        {
            await server.app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            if (e is not (IOException or SocketException))
                throw;
            throw new IOException(
                $"the explorer cannot listen on port {options.Port.ToString(CultureInfo.InvariantCulture)} of 127.0.0.1: {e.Message}",
                e
            );
        }
        var addresses = server.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        server.StartAddress = new Uri($"{addresses.Addresses.Single()}/start?token={server.tokens.Token}");
        return server;
    }

    /// <summary>Opens <see cref="StartAddress"/> in the system's browser and returns immediately.</summary>
    /// <returns>True if a browser was found.</returns>
    public bool TryOpenBrowser() => Browser.TryOpen(StartAddress);

    /// <summary>
    /// Stops training, event streams and the server, and deletes temporary files. Training that does not stop within seconds is
    /// abandoned.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref ended, 1) != 0)
            return;
        await end.CancelAsync().ConfigureAwait(false);
        await session.DisposeAsync().ConfigureAwait(false);
        if (StartAddress is not null)
            await app.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await app.DisposeAsync().ConfigureAwait(false);
        results.Dispose();
        looks.Dispose();
        folder.Dispose();
        end.Dispose();
    }

    private static WebApplication Build(ExplorerOptions options)
    {
        // Nothing from the environment: no other addresses, no files, no logging.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = PatienceAtEnd);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestHeadersTotalSize = LongestHeaders;
            kestrel.Limits.MaxRequestBodySize = LongestRequest;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        return builder.Build();
    }

    private void Map(Shelf shelf, Uploads uploads)
    {
        var files = new FileEndpoints(shelf, uploads, looks);
        var training = new TrainingEndpoints(session, shelf);
        app.Use(next => context => new RequestGate(tokens).Pass(context, next));
        app.Use(next => context => ErrorAnswers.Pass(context, next));
        foreach (string path in PageFiles.Paths)
            app.MapGet(path, (RequestDelegate)PageFiles.Write);
        var setup = SetupContent.For(uploads.Most);
        Get("/api/setup", context => Answers.Json(context, setup, ExplorerJson.Default.SetupContent));
        Get("/api/files", files.List);
        Post("/api/files", files.Upload);
        Post("/api/plan", files.Plan);
        Get("/api/state", training.State);
        Post("/api/start", training.Start);
        Post("/api/stop", training.Stop);
        Post("/api/resume", training.Resume);
        Post("/api/pace", training.SetPace);
        Post("/api/open", training.Open);
        Get("/api/events", context => EventStream.Write(context, session.Feed, end.Token));
        Get("/api/snapshot", training.Snapshot);
        Get("/api/report", results.Report);
        Get("/api/report.html", results.ReportPage);
        Get("/api/model", results.Model);
        Get("/api/figure/{file}", results.Figure);
    }

    private void Get(string path, RequestDelegate answer) => app.MapGet(path, answer);

    private void Post(string path, RequestDelegate answer) => app.MapPost(path, answer);

    /// <summary>Whoever started the server ends it; it takes no signals itself.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
