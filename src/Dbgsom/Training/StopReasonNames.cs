using Dbgsom.Rows;

namespace Dbgsom.Training;

/// <summary>The words of model files and run files for what ended training; files that earlier versions wrote have the same.</summary>
internal static class StopReasonNames
{
    private static readonly string[] Words = [.. Enum.GetValues<StopReason>().Select(Word)];

    public static string Word(StopReason reason) => reason == StopReason.ScheduleEnded ? "Clock" : reason.ToString();

    public static StopReason Read(JsonFields json, string name) =>
        Array.IndexOf(Words, json.String(name)) is >= 0 and var index
            ? (StopReason)index
            : throw json.Bad(name, $"is not one of {string.Join(", ", Words)}");
}
