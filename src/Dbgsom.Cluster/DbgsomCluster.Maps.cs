using Dbgsom.Cluster.Data;
using Dbgsom.Cluster.Grains;
using Dbgsom.Cluster.Hosting;
using Dbgsom.Files;
using Dbgsom.Measures;
using Orleans.Runtime;

namespace Dbgsom.Cluster;

/// <content>Measuring and predicting with a finished map.</content>
public sealed partial class DbgsomCluster
{
    /// <summary>
    /// Measures a map on the samples of some files: each silo searches its own parts, and the measures are, bit for bit, those of one machine, also when silos are lost
    /// meanwhile. Tables are read by the plan of the map.
    /// </summary>
    /// <param name="map">The map.</param>
    /// <param name="paths">Files, and folders of them, as all silos see them.</param>
    /// <param name="data">How files are read; null for all columns.</param>
    /// <param name="partBytes">See <see cref="ClusterJob.PartBytes"/>.</param>
    /// <param name="progress">Told now and then how the job stands that does this.</param>
    /// <param name="cancellationToken">Cancels the operation, and ends the job.</param>
    /// <exception cref="InvalidDataException">A file cannot be read, or has other features than the map.</exception>
    /// <exception cref="ArgumentException">The options name columns that a cluster reads only by a plan, or the size of a part is out of range.</exception>
    /// <exception cref="IOException">No silo has answered for two minutes.</exception>
    public async Task<MapMeasures> Measure(
        SomMap map,
        IReadOnlyList<string> paths,
        DataFileOptions? data = null,
        long partBytes = ClusterJob.DefaultPartBytes,
        IProgress<JobStatus>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(paths);
        var reading = ReadingOptions.For(map, data ?? new DataFileOptions());
        var definition = new ClusterJob { Paths = paths, PartBytes = partBytes }.ToDefinition() with
        {
            Reading = reading,
            MakesPlan = false,
            Map = map.ToBytes(),
        };
        string job = await Start(definition, null);
        try
        {
            byte[] measures = await WaitForResult(job, JobKind.Measure, progress, cancellationToken);
            return MapMeasures.Read(map, measures, $"the measures of job {job}", cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await Stop(job);
            throw;
        }
    }

    /// <summary>Says of every row of some files what a map makes of it: a file a data file, in a folder that all silos see.</summary>
    /// <param name="map">The map.</param>
    /// <param name="paths">Files, and folders of them, as all silos see them.</param>
    /// <param name="folder">The folder for the results, made where it is not there: NAME.csv, or another extension, for each file.</param>
    /// <param name="data">How files are read; null for all columns.</param>
    /// <param name="extension">One of <see cref="PredictionTable.Extensions"/>.</param>
    /// <param name="progress">Receives the path of every file that was written and, in a line each, what a person should know of it: "PATH; note: …".</param>
    /// <param name="cancellationToken">Ends the call after the files that are under way.</param>
    /// <exception cref="InvalidDataException">A file cannot be read, or written.</exception>
    public async Task Predict(
        SomMap map,
        IReadOnlyList<string> paths,
        string folder,
        DataFileOptions? data = null,
        string extension = ".csv",
        IProgress<string>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        if (!PredictionTable.Extensions.Contains(extension))
            throw new ArgumentException(
                $"'{extension}' is none of {string.Join(", ", PredictionTable.Extensions)}",
                nameof(extension)
            );
        var requests = PredictionPlan.For(map, paths, folder, ReadingOptions.For(map, data ?? new DataFileOptions()), extension);
        Directory.CreateDirectory(folder);
        var silos = (
            await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, CancellationToken.None)
        ).Keys.ToArray();
        var open = new Queue<PredictRequest>(requests);
        var lanes = silos.Select(async silo =>
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                PredictRequest? request;
                lock (open)
                    if (!open.TryDequeue(out request))
                        return;
                Wanted.On(silo);
                PredictAnswer answer;
                try
                {
                    answer = await grains.GetGrain<IMergeGrain>($"predict/{silo.ToParsableString()}").Predict(request);
                }
                catch (Exception e) when (silos.Length > 1 && e is OrleansException or TimeoutException)
                {
                    // Another silo takes it.
                    lock (open)
                        open.Enqueue(request);
                    return;
                }
                if (answer.Failure is not null)
                    throw new InvalidDataException(answer.Failure);
                progress?.Report(request.Output);
                foreach (string note in answer.Notes)
                    progress?.Report($"{request.Output}; note: {note}");
            }
        });
        await Task.WhenAll(lanes);
        if (open.Count > 0)
            throw new IOException($"silos were lost and {open.Count} files are left; ask for them again");
    }
}
