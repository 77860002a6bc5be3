using Dbgsom.Passes;
using Dbgsom.Rows;

namespace Dbgsom.Distributed;

/// <summary>The passes that can be asked for from afar: all that training makes, measures, and refinement.</summary>
internal static class TravelingPasses
{
    private static readonly Dictionary<string, Func<PassHost.Asked, ArchiveReader, JsonFields, byte[]>> All = new()
    {
        ["distinct"] = (asked, _, json) => asked.Answer(DistinctPass.Read(json)),
        ["range"] = (asked, _, json) => asked.Answer(RangePass.Read(json)),
        ["least_positive"] = (asked, _, json) => asked.Answer(LeastPositivePass.Read(json)),
        ["first_below"] = (asked, archive, json) =>
            asked.Answer(asked.See(rows => FirstBelowPass.Read(archive, json, rows.ColumnCount))),
        ["column_digit"] = (asked, archive, json) =>
            asked.Answer(asked.See(rows => ColumnDigitPass.Read(archive, json, rows.ColumnCount))),
        ["column_next"] = (asked, archive, json) =>
            asked.Answer(asked.See(rows => ColumnNextPass.Read(archive, json, rows.ColumnCount))),
        ["rank_digit"] = (asked, archive, json) =>
            asked.Answer(asked.See(rows => RankDigitPass.Read(archive, json, rows.ColumnCount))),
        ["mean"] = (asked, archive, json) => asked.Answer(MeanPass.Read(archive, json)),
        ["spread"] = (asked, archive, json) => asked.Answer(SpreadPass.Read(archive, json)),
        ["epoch"] = (asked, archive, json) => asked.Answer(EpochPass.Read(archive, json)),
        ["measure"] = Measure,
        ["search"] = Search,
        ["found_pairs"] = (asked, archive, json) =>
            asked.Answer(FoundPairsPass.Read(archive, json, Found(asked, archive, json, KeptParts.Seconds))),
        ["found_squares"] = (asked, archive, json) =>
            asked.Answer(FoundSquaresPass.Read(archive, json, Found(asked, archive, json, KeptParts.Squares))),
        ["displacement"] = (asked, archive, json) =>
            asked.Answer(DisplacementPass.Read(archive, json, Found(asked, archive, json))),
        ["point_squares"] = (asked, archive, json) => asked.Answer(PointSquaresPass.Read(archive, json)),
        ["class"] = (asked, archive, json) => asked.Answer(ClassPass.Read(archive, json)),
        ["label_count"] = (asked, archive, json) => asked.Answer(LabelCountPass.Read(archive, json)),
        ["masses"] = (asked, _, _) => asked.Answer(new MassesPass()),
        ["class_sums"] = (asked, archive, json) => asked.Answer(ClassSumsPass.Read(archive, json)),
        ["digit"] = (asked, archive, json) => asked.Answer(DigitPass.Read(archive, json, Found(asked, archive, json))),
        ["next"] = (asked, archive, json) => asked.Answer(NextValuePass.Read(archive, json, Found(asked, archive, json))),
        ["deviation"] = (asked, archive, json) => asked.Answer(DeviationPass.Read(archive, json, Found(asked, archive, json))),
        ["rows"] = (asked, archive, json) => asked.Answer(RowsPass.Read(archive, json)),
        ["passive"] = (asked, archive, json) => asked.Answer(PassivePass.Read(archive, json, asked.Rows.GivenColumnCount)),
        ["share"] = (asked, archive, json) => asked.Answer(SharePass.Read(archive, json, asked.Home)),
    };

    /// <summary>Makes the pass again that a request is for, and runs it.</summary>
    public static byte[] Run(PassHost.Asked asked, string name, ArchiveReader archive, JsonFields json) =>
        All.TryGetValue(name, out var run)
            ? archive.Read(() => run(asked with { Passive = PassiveRows.Read(json, asked.Rows.GivenColumnCount) }, archive, json))
            : throw archive.Bad($"unknown pass '{name}'");

    /// <summary>A search that leaves winners and distances for the passes to come.</summary>
    private static byte[] Measure(PassHost.Asked asked, ArchiveReader archive, JsonFields json)
    {
        byte[] sums = asked.Answer(MeasurePass.Read(archive, json, (id, neurons) => asked.Level.Kept(id, neurons).Found));
        asked.Level.Fill();
        return sums;
    }

    /// <inheritdoc cref="Measure"/>
    private static byte[] Search(PassHost.Asked asked, ArchiveReader archive, JsonFields json)
    {
        byte[] sums = asked.Answer(
            SearchPass.Read(archive, json, (id, neurons, parts) => asked.Level.Kept(id, neurons, parts).Found)
        );
        asked.Level.Fill();
        return sums;
    }

    /// <summary>The winners and distances a pass is over; where they were lost they are found again.</summary>
    private static WinnerDistances Found(
        PassHost.Asked asked,
        ArchiveReader archive,
        JsonFields json,
        KeptParts needed = KeptParts.None
    )
    {
        var parts = RemoteDistances.ReadParts(json);
        if (!parts.HasFlag(needed))
            throw json.Bad("found_by", $"keeps no {needed.ToString().ToLowerInvariant()}");
        var (found, isFilled) = Kept();
        if (isFilled)
            return found;
        var search = json.Object("found_by");
        var below = archive.Below(RemoteDistances.Folder);
        string pass = search.String("pass");
        if (pass == "measure")
            Measure(asked, below, search);
        else if (pass == "search")
            Search(asked, below, search);
        else
            throw search.Bad("pass", $"is '{pass}', which keeps nothing");
        (found, isFilled) = Kept();
        return isFilled ? found : throw json.Bad("found_by", "finds something else than it says");

        (WinnerDistances Found, bool IsFilled) Kept() =>
            asked.Level.Kept(RemoteDistances.ReadId(json), RemoteDistances.ReadNeurons(json), parts);
    }
}
