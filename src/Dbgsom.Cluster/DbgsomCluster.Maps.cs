using Dbgsom.Classification.Lvq;
using Dbgsom.Cluster.Data;
using Dbgsom.Cluster.Grains;
using Dbgsom.Cluster.Hosting;
using Dbgsom.Cluster.Training;
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
    ) => (await Measured(map, paths, false, new MeasureOptions(), data, partBytes, progress, cancellationToken)).Map;

    /// <summary>
    /// Measures a map on the samples of some files, with measures of labels, where <paramref name="data"/> names their column, and of pairs of samples: bit for bit those of
    /// one machine, also when silos are lost meanwhile. Tables are read by the plan of the map.
    /// </summary>
    /// <param name="map">The map.</param>
    /// <param name="paths">Files, and folders of them, as all silos see them.</param>
    /// <param name="options">What is measured.</param>
    /// <param name="data">How files are read; null for all columns.</param>
    /// <param name="partBytes">See <see cref="ClusterJob.PartBytes"/>.</param>
    /// <param name="progress">Receives the status of the job from time to time.</param>
    /// <param name="cancellationToken">Cancels the operation, and ends the job.</param>
    /// <exception cref="InvalidDataException">A file cannot be read, has other features than the map, there are too few samples for <see cref="MeasureOptions.Neighbors"/>, or the labels are
    /// of more than <see cref="Rows.ClassList.MaxClasses"/> kinds.</exception>
    /// <exception cref="ArgumentException">The options name columns that a cluster reads only by a plan, a number is out of range, or labels are named and the map has child maps.</exception>
    /// <exception cref="IOException">No silo has answered for two minutes.</exception>
    public async Task<MeasureResult> MeasureWith(
        SomMap map,
        IReadOnlyList<string> paths,
        MeasureOptions options,
        DataFileOptions? data = null,
        long partBytes = ClusterJob.DefaultPartBytes,
        IProgress<JobStatus>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Pairs && options.SampleSize < 3)
            throw new ArgumentException($"the sample size is {options.SampleSize}; valid is at least 3", nameof(options));
        if (options.Pairs && options.Neighbors < 1)
            throw new ArgumentException($"neighbors is {options.Neighbors}; valid is at least 1", nameof(options));
        if (data?.LabelColumn is not null && map.Children.Count > 0)
            throw new ArgumentException(
                "the map has child maps: measure labels on one machine, with dbgsom measure, or leave out label-column to measure the first map here",
                nameof(data)
            );
        return await Measured(map, paths, data?.LabelColumn is not null, options, data, partBytes, progress, cancellationToken);
    }

    private async Task<MeasureResult> Measured(
        SomMap map,
        IReadOnlyList<string> paths,
        bool labels,
        MeasureOptions options,
        DataFileOptions? data,
        long partBytes,
        IProgress<JobStatus>? progress,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(paths);
        var definition = ForMap(map, paths, data, partBytes) with
        {
            Measures = new MeasureRequest(labels, options.Pairs, options.Neighbors, options.SampleSize),
        };
        return await Finished(
            definition,
            async job =>
            {
                byte[] measures = await WaitForResult(job, JobKind.Measure, progress, cancellationToken);
                return MeasureResult.Read(map, measures, $"the measures of job {job}", cancellationToken);
            }
        );
    }

    /// <summary>
    /// Refines a map by the classes of the samples of some files, see <see cref="LvqRefinement"/>: bit for bit the map of one machine, also when silos are lost meanwhile. Tables are
    /// read by the plan of the map.
    /// </summary>
    /// <param name="map">The map; it is not changed. One that was trained without labels learns the classes of these.</param>
    /// <param name="paths">Files, and folders of them, as all silos see them.</param>
    /// <param name="refinement">How it is refined; the number of threads is that of the silos.</param>
    /// <param name="data">How files are read, with the column of labels.</param>
    /// <param name="partBytes">See <see cref="ClusterJob.PartBytes"/>.</param>
    /// <param name="progress">Receives the status of the job from time to time.</param>
    /// <param name="cancellationToken">Cancels the operation, and ends the job.</param>
    /// <exception cref="InvalidDataException">A file cannot be read, has other features than the map, lacks values or has a label that is no class of the map.</exception>
    /// <exception cref="ArgumentException">No column of labels is named, the options name columns that a cluster reads only by a plan, or the map has child maps.</exception>
    /// <exception cref="IOException">No silo has answered for two minutes.</exception>
    public async Task<SomMap> Refine(
        SomMap map,
        IReadOnlyList<string> paths,
        LvqRefinement refinement,
        DataFileOptions data,
        long partBytes = ClusterJob.DefaultPartBytes,
        IProgress<JobStatus>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(refinement);
        ArgumentNullException.ThrowIfNull(data);
        if (data.LabelColumn is null)
            throw new ArgumentException("a refinement needs classes: name their column with label-column", nameof(data));
        if (map.Children.Count > 0)
            throw new ArgumentException("the map has child maps; refine a map without vertical growth", nameof(map));
        var definition = ForMap(map, paths, data, partBytes) with
        {
            Classify = true,
            Refinement = new RefineRequest(refinement.Iterations, refinement.Sigma, refinement.KeepBest),
        };
        return await Finished(definition, job => Wait(job, progress, cancellationToken));
    }

    /// <summary>Starts a job that ends with its caller: it is stopped if the caller cancels.</summary>
    private async Task<T> Finished<T>(JobDefinition definition, Func<string, Task<T>> wait)
    {
        string job = await Start(definition, null);
        try
        {
            return await wait(job);
        }
        catch (OperationCanceledException)
        {
            await Stop(job);
            throw;
        }
    }

    /// <summary>A job that does something with a map.</summary>
    private static JobDefinition ForMap(SomMap map, IReadOnlyList<string> paths, DataFileOptions? data, long partBytes) =>
        new ClusterJob { Paths = paths, PartBytes = partBytes }.ToDefinition() with
        {
            Reading = ReadingOptions.For(map, data ?? new DataFileOptions()),
            MakesPlan = false,
            Map = map.ToBytes(),
        };

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
