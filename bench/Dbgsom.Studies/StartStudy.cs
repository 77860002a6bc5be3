using System.Globalization;

namespace Dbgsom.Studies;

/// <summary>
/// How long <c>dbgsom demo</c> takes from nothing: a new process each time, builds in turns; and the same with the file cache dropped before each, so that
/// all comes from the disk. Linux only; dropping the cache takes root.
/// </summary>
internal static class StartStudy
{
    private const int Starts = 11;
    private const string DropCaches = "/proc/sys/vm/drop_caches";

    public static void Run(TextWriter output)
    {
        using var folder = new StudyFolder("start");
        PublishedTool[] tools =
        [
            folder.Publish("binary", "-p:DbgsomNative=true"),
            folder.Publish("on .NET, ReadyToRun", "-p:PublishReadyToRun=true"),
        ];
        string demo = folder.Path("demo");
        output.WriteLine("| `dbgsom demo`, whole process | median | least | most |");
        output.WriteLine("|---|---:|---:|---:|");
        foreach (bool cold in new[] { false, true })
        {
            var seconds = Array.ConvertAll(tools, _ => new List<double>());
            for (int i = 0; i < Starts * tools.Length; i++)
            {
                if (cold && !TryDropCaches())
                {
                    output.WriteLine("\nThe file cache cannot be dropped here.");
                    return;
                }
                seconds[i % tools.Length].Add(tools[i % tools.Length].Run("demo", "--out", demo));
            }
            for (int i = 0; i < tools.Length; i++)
            {
                double[] ordered = [.. seconds[i].Order()];
                string what = $"{tools[i].Name}, {(cold ? "file cache dropped" : "files in the cache")}";
                output.WriteLine($"| {what} | {Time(ordered[Starts / 2])} | {Time(ordered[0])} | {Time(ordered[^1])} |");
            }
        }
    }

    private static bool TryDropCaches()
    {
        try
        {
            File.WriteAllText(DropCaches, "3");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Time(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0} ms");
}
