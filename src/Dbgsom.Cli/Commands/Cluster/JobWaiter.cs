using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Dbgsom.Cluster;

namespace Dbgsom.Cli.Commands.Cluster;

/// <summary>Waits for the map of a job, shows how it stands, and saves it.</summary>
internal sealed class JobWaiter
{
    private readonly Option<string> output = new("--output", "-o")
    {
        HelpName = "MODEL",
        Description = "the model file, usually NAME.som.npz; an existing file is replaced",
        Required = true,
    };
    private readonly Option<bool> json = new("--json") { Description = "print the measures as one JSON object" };

    public void AddTo(Command command)
    {
        command.Add(output);
        command.Add(json);
    }

    /// <summary>The file that the map goes to, checked before the work.</summary>
    public string Output(ParseResult parsed, IEnumerable<string> inputs) =>
        OutputPath.Check(parsed.GetRequiredValue(output), inputs);

    /// <param name="parsed">The command line.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="job">The job.</param>
    /// <param name="model">Where the map goes.</param>
    /// <param name="advice">The command that waits for the job, or resumes it, for a user who stops waiting; null if the job is lost then.</param>
    /// <param name="continues">True if the job continues while nobody waits for it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<int> Wait(
        ParseResult parsed,
        DbgsomCluster cluster,
        string job,
        string model,
        string? advice,
        bool continues,
        CancellationToken cancellationToken
    )
    {
        var screen = new Screen(parsed);
        var clock = Stopwatch.StartNew();
        SomMap map;
        JobStatus last;
        using (var line = new ProgressLine(screen.IsWatched && !parsed.GetValue(json)))
        {
            var watcher = new JobWatcher(line);
            try
            {
                map = await cluster.Wait(job, watcher, cancellationToken);
                last = watcher.Last!;
            }
            catch (OperationCanceledException) when (advice is not null)
            {
                throw new InterruptedException($"interrupted; {(continues ? "the job continues; " : "")}{advice}");
            }
            catch (OperationCanceledException)
            {
                throw new InterruptedException("interrupted; nothing was saved");
            }
            catch (InvalidOperationException e)
            {
                throw new InvalidDataException(
                    $"{e.Message}; {Tool.Name} cluster status lists the jobs, and {Tool.Name} cluster resume resumes a stopped one",
                    e
                );
            }
            catch (InvalidDataException e) when (advice is not null && watcher.Last is { Epochs: > 0 } at)
            {
                throw new InvalidDataException($"{e.Message}; after {at.Epochs} epochs, {advice}", e);
            }
        }
        map.Save(model);
        Print(parsed, screen, map, model, job, last, clock.Elapsed.TotalSeconds);
        return 0;
    }

    /// <summary>Describes the status of a job in a line.</summary>
    public static string Describe(JobStatus status) =>
        status.Message
        ?? (
            status.Rows == 0 ? "inspecting the parts"
            : status.Kind == JobKind.Measure ? $"measures {MapReport.Counted(status.Rows, "row")} · {Places(status)}"
            : status.Kind == JobKind.Refine
                ? $"iteration {status.Epochs} · {MapReport.Counted(status.Rows, "row")} · {Places(status)}"
            : (status.Done is { } done ? $"{Numbers.Percent(done)} done · " : "")
                + $"epoch {status.Epochs} · {status.Neurons} neurons · error {Numbers.Show(status.QuantizationError)}"
                + $" · {Numbers.Count(Math.Round(status.RowsPerSecond))} rows/s · {Places(status)}"
                + (status.PartsMoved > 0 ? $", {status.PartsMoved} moved" : "")
        );

    /// <summary>The row of a summary that tells where a job ran.</summary>
    /// <param name="status">The status of the job at its end.</param>
    /// <param name="moved">The number of parts that moved to other silos; null to leave it out.</param>
    public static (string Name, string Value) Row(JobStatus status, int? moved = null) =>
        ("cluster", $"{Places(status)}{(moved is { } parts ? $", {parts} moved" : "")}, {status.Retries} repeated");

    private static string Places(JobStatus status) =>
        $"{MapReport.Counted(status.Silos, "silo")}, {MapReport.Counted(status.Parts, "part")}";

    /// <summary>Returns the status of a job as JSON.</summary>
    public static JsonObject Json(JobStatus status) =>
        new()
        {
            ["job"] = status.Job,
            ["kind"] = status.Kind.ToString().ToLowerInvariant(),
            ["state"] = status.State.ToString().ToLowerInvariant(),
            ["epochs"] = status.Epochs,
            ["neurons"] = status.Neurons,
            ["quantization_error"] = status.QuantizationError,
            ["rows"] = status.Rows,
            ["rows_per_second"] = status.RowsPerSecond,
            ["silos"] = status.Silos,
            ["parts"] = status.Parts,
            ["parts_moved"] = status.PartsMoved,
            ["spread"] = status.Spread,
            ["retries"] = status.Retries,
            ["seconds_lost"] = status.SecondsLost,
            ["bytes_sent"] = status.BytesSent,
            ["bytes_received"] = status.BytesReceived,
            ["resumed"] = status.Resumed,
            ["message"] = status.Message,
        };

    private void Print(ParseResult parsed, Screen screen, SomMap map, string model, string job, JobStatus status, double seconds)
    {
        if (parsed.GetValue(json))
        {
            var node = MapReport.Json(map);
            node["fit_seconds"] = JsonValue.Create(seconds);
            node["cluster"] = Json(status);
            Screen.Json(node);
        }
        else if (!screen.Quiet)
            Screen.Table(
                model,
                [
                    .. MapReport.Rows(map),
                    ("job", job),
                    Row(status, status.PartsMoved),
                    ("time", $"{Numbers.Show(Math.Round(seconds, 3))} s"),
                ]
            );
        foreach (string note in status.Notes)
            screen.Note(note);
        foreach (var diagnostic in map.Diagnostics.Where(diagnostic => !diagnostic.IsKnownAtStart))
            screen.Note(diagnostic.Message);
    }
}
