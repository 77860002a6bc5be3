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
    /// Measures a map on the samples of data files. Each silo searches its own parts. The measures are bit for bit those of a single
    /// machine, even if silos fail meanwhile. Tables are read by the plan of the map.
    /// </summary>
    /// <param name="map">The map.</param>
    /// <param name="paths">Files and folders that all silos can open.</param>
    /// <param name="data">Options for reading the files; null to read all columns.</param>
    /// <param name="partBytes">See <see cref="ClusterJob.PartBytes"/>.</param>
    /// <param name="progress">Receives the status of the measuring job from time to time.</param>
    /// <param name="cancellationToken">Cancels the operation and stops the job.</param>
    /// <exception cref="InvalidDataException">A file cannot be read, or its features differ from those of the map.</exception>
    /// <exception cref="ArgumentException">
    /// The options name columns that a cluster reads only by a plan, or the size of a part is out of range.
    /// </exception>
    /// <exception cref="IOException">No silo answered for two minutes.</exception>
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

    /// <summary>Predicts every row of data files and writes one result file per data file to a folder that all silos can open.</summary>
    /// <param name="map">The map.</param>
    /// <param name="paths">Files and folders that all silos can open.</param>
    /// <param name="folder">
    /// The folder for the results, created if it does not exist. It receives NAME.csv, or another extension, for each file.
    /// </param>
    /// <param name="data">Options for reading the files; null to read all columns.</param>
    /// <param name="extension">One of <see cref="PredictionTable.Extensions"/>.</param>
    /// <param name="progress">Receives the path of every file written, and each note on its own line: "PATH; note: …".</param>
    /// <param name="cancellationToken">Cancels the operation after the files in progress.</param>
    /// <exception cref="InvalidDataException">A file cannot be read or written.</exception>
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
                $"'{extension}' is not one of {string.Join(", ", PredictionTable.Extensions)}",
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
            throw new IOException($"silos were lost, and {open.Count} files remain; predict them again");
    }
}
