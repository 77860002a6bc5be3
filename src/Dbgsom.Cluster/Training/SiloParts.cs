using System.Diagnostics;
using Dbgsom.Cluster.Data;
using Dbgsom.Cluster.Grains;
using Dbgsom.Distributed;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Dbgsom.Cluster.Training;

/// <summary>The parts of a job on the silos of the cluster: sends requests to where they are, has sums merged, and asks again where a silo is lost.</summary>
internal sealed class SiloParts(IGrainFactory grains, ISiloStatusOracle silos, string ours, JobStatus? before, ILogger logger)
{
    // How long no silo may answer.
    private static readonly TimeSpan Away = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongWork = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Dictionary<SiloAddress, bool> sameVersion = [];
    private PartDefinition[] parts = [];
    private PartPlan<SiloAddress> plan = new([]);
    private long sent;
    private long received;

    // Whether all parts have answered once, so that they are where they were told to be.
    private bool placed;

    // Read by those who ask how the job stands, while the plan changes.
    private volatile Counts counts = new(
        before?.Silos ?? 0,
        before?.PartsMoved ?? 0,
        before?.Spread ?? 1,
        before?.Retries ?? 0,
        before?.SecondsLost ?? 0,
        null,
        null
    );

    /// <summary>Takes the parts of a job, or the same with what has been found in them.</summary>
    public void Take(PartDefinition[] definitions)
    {
        bool same = definitions.Length == parts.Length;
        parts = definitions;
        if (same)
            return;
        plan = new PartPlan<SiloAddress>(definitions);
        placed = false;
    }

    /// <summary>Counts bytes anew.</summary>
    public void BeginEpoch() => (sent, received) = (0, 0);

    /// <summary>Bytes sent to silos and received from them since then.</summary>
    public (long Sent, long Received) Bytes => (sent, received);

    /// <summary>Adds the facts known here to the status of a job.</summary>
    public JobStatus Describe(JobStatus status)
    {
        var now = counts;
        return status with
        {
            Silos = now.Silos,
            PartsMoved = now.Moved,
            Spread = now.Spread,
            Retries = now.Retries,
            SecondsLost = now.SecondsLost,
            Message = now.Waits ?? status.Message,
            Notes = now.Others is null ? status.Notes : [.. status.Notes, now.Others],
        };
    }

    /// <summary>Describes the content of the parts.</summary>
    /// <param name="model">The model file of the map to measure; null for none.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public IReadOnlyList<PartAnswer> Outline(byte[]? model, CancellationToken cancellationToken)
    {
        var answers = new List<PartAnswer>();
        ForAll(
            async (merge, some) =>
            {
                var found = await merge.Outline(some, model);
                if (Array.Find(found, answer => answer.Failure is not null) is { } failed)
                    throw new PartFailedException(failed.Failure!);
                return () => answers.AddRange(found);
            },
            cancellationToken
        );
        return answers;
    }

    /// <summary>Runs a pass over all rows.</summary>
    /// <param name="request">The request, see <see cref="PassRequest"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The sums of all parts.</returns>
    public byte[] Ask(byte[] request, CancellationToken cancellationToken)
    {
        var sums = new List<byte[]>();
        var counted = new HashSet<int>();
        var strays = new List<int>();
        long rows = 0;
        ForAll(
            async (merge, some) =>
            {
                Interlocked.Add(ref sent, request.Length);
                var answer = await merge.Run(some, request);
                if (answer.Failure is not null)
                    throw new PartFailedException(answer.Failure);
                return () =>
                {
                    received += answer.Sums.Length;
                    foreach (var (i, part) in answer.Parts.Index())
                    {
                        if (!counted.Add(part))
                            throw new InvalidOperationException($"part {part} was counted twice");
                        var silo = SiloAddress.FromParsableString(answer.Silos[i]);
                        // Parts that another runner of the job had placed stay where they are.
                        if (!placed)
                            plan.Adopt(part, silo);
                        else if (!plan[part].Equals(silo))
                            strays.Add(part);
                    }
                    rows += answer.Rows.Sum();
                    sums.Add(answer.Sums);
                };
            },
            cancellationToken
        );
        long wanted = parts.Sum(part => (long)part.RowCount);
        if (counted.Count != parts.Length || rows != wanted)
            throw new InvalidOperationException(
                $"{rows} rows of {counted.Count} parts were counted; expected are {wanted} of {parts.Length}"
            );
        placed = true;
        Move(strays);
        return PassSums.Merge(sums, "the sums of all silos");
    }

    /// <summary>Releases all parts.</summary>
    public void Leave() => Tell(parts.Select(part => Part(part.Index).Leave()));

    /// <summary>Moves parts to their silos. A part that only left would be activated again where callers remember it.</summary>
    private void Move(IEnumerable<int> some) => Tell(some.Select(part => Part(part).Move(plan[part].ToParsableString())));

    /// <summary>Waits some time for calls to parts; a failed call is harmless.</summary>
    private void Tell(IEnumerable<Task> calls)
    {
        try
        {
            Task.WhenAll(calls).Wait(TimeSpan.FromSeconds(10));
        }
        catch (AggregateException e)
        {
            logger.LogDebug(e, "parts do not answer");
        }
    }

    private IPartGrain Part(int part) => grains.GetGrain<IPartGrain>(parts[part].Key);

    /// <summary>Calls every silo with the parts it has, and again with those that are not done, until all are.</summary>
    /// <param name="call">Calls one silo; returns what to do with its answer, on the calling thread.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    private void ForAll(Func<IMergeGrain, PartDefinition[], Task<Action>> call, CancellationToken cancellationToken)
    {
        var open = parts.Select(part => part.Index).ToHashSet();
        long? silentSince = null;
        for (int attempt = 0; open.Count > 0; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            string? lost = Plan(cancellationToken) ? null : "no silo of this version is available";
            if (lost is null)
            {
                var groups = open.GroupBy(part => plan[part]).ToArray();
                var calls = Array.ConvertAll(groups, group => Call(group.Key, [.. group.Select(part => parts[part])], call));
                // A pass that is under way is not waited for when the job ends.
                Task.WaitAll(calls, cancellationToken);
                for (int i = 0; i < calls.Length; i++)
                {
                    var (use, failure) = calls[i].Result;
                    if (use is not null)
                    {
                        use();
                        open.ExceptWith(groups[i]);
                        silentSince = null;
                    }
                    else
                        lost = $"silo {groups[i].Key.Endpoint} {failure}";
                }
            }
            if (lost is null)
                break;
            counts = counts with { Retries = counts.Retries + 1, Waits = $"waits: {lost}" };
            logger.LogWarning("{Parts} of {All} parts are requested again; {Lost}", open.Count, parts.Length, lost);
            // One that was at work for long, and then was lost, was not silent.
            if (silentSince is null || Stopwatch.GetElapsedTime(start) > LongWork)
                silentSince = Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(silentSince.Value) > Away)
                throw new IOException($"no silo has answered for {Away.TotalMinutes:0} minutes; the last: {lost}");
            cancellationToken.WaitHandle.WaitOne(Pause(attempt));
            counts = counts with { SecondsLost = counts.SecondsLost + Stopwatch.GetElapsedTime(start).TotalSeconds };
        }
        if (counts.Waits is not null)
            counts = counts with { Waits = null };
    }

    private async Task<(Action? Use, string? Failure)> Call(
        SiloAddress silo,
        PartDefinition[] some,
        Func<IMergeGrain, PartDefinition[], Task<Action>> call
    )
    {
        try
        {
            return (await call(Merge(silo), some), null);
        }
        catch (Exception e) when (e is not PartFailedException)
        {
            // Silos come and go: whatever it is, it is tried again, for a while.
            return (null, Text.OfSilo(e));
        }
    }

    /// <summary>Makes the plan fit the silos that are there; false where there is none.</summary>
    private bool Plan(CancellationToken cancellationToken)
    {
        SiloAddress[] there =
        [
            .. silos
                .GetApproximateSiloStatuses(onlyActive: true)
                .Keys.Where(IsSameVersion)
                .OrderBy(silo => silo.ToParsableString(), StringComparer.Ordinal),
        ];
        if (there.Length == 0)
            return false;
        cancellationToken.ThrowIfCancellationRequested();
        var (leaving, moved) = plan.Update(there);
        counts = counts with { Silos = plan.SilosUsed, Moved = counts.Moved + moved, Spread = plan.Spread };
        Move(leaving);
        return true;
    }

    /// <summary>Silos of another version compute something else, perhaps.</summary>
    private bool IsSameVersion(SiloAddress silo)
    {
        if (sameVersion.TryGetValue(silo, out bool same))
            return same;
        try
        {
            string version = Task.Run(() => Merge(silo).Version()).WaitAsync(TimeSpan.FromSeconds(10)).GetAwaiter().GetResult();
            same = version == ours;
            if (!same)
                counts = counts with
                {
                    Others =
                        $"silo {silo.Endpoint} has version {version} and gets no parts, because the job runs with version {ours}",
                };
            sameVersion[silo] = same;
            return same;
        }
        catch (Exception e)
        {
            logger.LogWarning("silo {Silo} does not answer: {Message}", silo.Endpoint, e.Message);
            return false;
        }
    }

    private IMergeGrain Merge(SiloAddress silo)
    {
        Wanted.On(silo);
        return grains.GetGrain<IMergeGrain>($"{parts[0].Job}/{silo.ToParsableString()}");
    }

    /// <param name="Silos">Silos that have parts.</param>
    /// <param name="Moved">How often a part went to another silo.</param>
    /// <param name="Spread">See <see cref="JobStatus.Spread"/>.</param>
    /// <param name="Retries">Requests that were sent again.</param>
    /// <param name="SecondsLost">Seconds of waiting for silos that did not answer.</param>
    /// <param name="Waits">The reason for waiting; null if not waiting.</param>
    /// <param name="Others">A note about silos of another version.</param>
    private sealed record Counts(
        int Silos,
        int Moved,
        double Spread,
        int Retries,
        double SecondsLost,
        string? Waits,
        string? Others
    );

    private static TimeSpan Pause(int attempt) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, 0.1 * Math.Pow(2, attempt)));
}

/// <summary>A part cannot be worked on, wherever it is.</summary>
internal sealed class PartFailedException(string message) : Exception(message);
