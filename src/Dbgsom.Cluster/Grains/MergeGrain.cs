using System.Reflection;
using Dbgsom.Cluster.Data;
using Dbgsom.Cluster.Hosting;
using Dbgsom.Files;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Dbgsom.Cluster.Grains;

/// <inheritdoc cref="IMergeGrain"/>
[PlaceWhereWanted]
[Reentrant]
internal sealed class MergeGrain(SiloWork work, ILocalSiloDetails silo) : Grain, IMergeGrain
{
    /// <summary>The version of the library.</summary>
    public static string LibraryVersion { get; } =
        typeof(SomMap).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "0";

    public Task<string> Version() => Task.FromResult(work.Version);

    public Task<PartAnswer[]> Outline(PartDefinition[] parts, byte[]? model)
    {
        Wanted.On(silo.SiloAddress);
        return Task.WhenAll(parts.Select(part => Part(part).Outline(part, model)));
    }

    public async Task<MergedAnswer> Run(PartDefinition[] parts, byte[] request)
    {
        Wanted.On(silo.SiloAddress);
        var answers = await Task.WhenAll(parts.Select(part => Part(part).Run(part, request)));
        if (Array.Find(answers, answer => answer.Failure is not null) is { } failed)
            return new MergedAnswer([], [], [], failed.Failure, []);
        byte[][] sums = [.. answers.Select(answer => answer.Sums)];
        byte[] merged = await Task.Run(() => PassSums.Merge(sums, "the sums of a silo"));
        return new MergedAnswer(
            [.. answers.Select(answer => answer.Part)],
            [.. answers.Select(answer => answer.Rows)],
            merged,
            null,
            [.. answers.Select(answer => answer.Silo)]
        );
    }

    public async Task<PredictAnswer> Predict(PredictRequest request)
    {
        try
        {
            return await work.Run(() => Write(request));
        }
        catch (Exception e)
            when (e
                    is InvalidDataException
                        or ArgumentException
                        or NotSupportedException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            return new PredictAnswer(0, Text.OneLine(e), []);
        }
    }

    private IPartGrain Part(PartDefinition part) => GrainFactory.GetGrain<IPartGrain>(part.Key);

    private PredictAnswer Write(PredictRequest request)
    {
        var map = SomMap.Load(request.Model, "the model");
        var options = request.Reading.ToOptions(DataFileOptions.DefaultMemoryMapThresholdBytes, work.ScratchDirectory);
        var loaded = DataFiles.Load([request.Path], options);
        using var data = loaded.Data;
        PredictionTable.Create(map, loaded).Save(request.Output);
        string[] notes = [.. loaded.Notes, .. UnseenValues.Find(map, data, CancellationToken.None).Notes(map)];
        return new PredictAnswer(data.RowCount, null, notes);
    }
}
