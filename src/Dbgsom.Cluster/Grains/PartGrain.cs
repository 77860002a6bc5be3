using Dbgsom.Cluster.Data;
using Dbgsom.Cluster.Hosting;
using Dbgsom.Naming;
using Orleans.Runtime;

namespace Dbgsom.Cluster.Grains;

/// <summary>
/// Holds the rows of a part, and what passes leave with them. Activated again, here or elsewhere, it opens the rows again and finds the rest
/// again from the next request.
/// </summary>
[PlaceWhereWanted]
internal sealed class PartGrain(SiloWork work, ILocalSiloDetails silo) : Grain, IPartGrain
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(2);

    private OpenPart? open;

    public Task<PartAnswer> Outline(PartDefinition definition, byte[]? model) =>
        Answer(
            definition,
            part =>
            {
                var map = model is null ? null : SomMap.Load(model, $"the map of job {definition.Job}");
                return new PartAnswer(definition.Index, part.RowCount, [], part.Outline(map), null, Here);
            }
        );

    public Task<PartAnswer> Run(PartDefinition definition, byte[] request) =>
        Answer(definition, part => new PartAnswer(definition.Index, part.RowCount, part.Run(request), null, null, Here));

    private string Here => silo.SiloAddress.ToParsableString();

    public Task Move(string silo)
    {
        Wanted.On(SiloAddress.FromParsableString(silo));
        MigrateOnIdle();
        return Task.CompletedTask;
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        open?.Dispose();
        open = null;
        return Task.CompletedTask;
    }

    private async Task<PartAnswer> Answer(PartDefinition definition, Func<OpenPart, PartAnswer> answer)
    {
        DelayDeactivation(KeptFor);
        try
        {
            return await work.Run(() =>
            {
                if (open is null || !open.Serves(definition))
                {
                    open?.Dispose();
                    open = null;
                    open = OpenPart.Open(definition, work);
                }
                definition.Stamp.Check(definition.Path, blocks: false);
                return answer(open);
            });
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
            // The data are what they are: another silo would find the same.
            return new PartAnswer(definition.Index, 0, [], null, Text.OneLine(e), Here);
        }
    }
}
