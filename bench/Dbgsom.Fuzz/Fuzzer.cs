using System.Globalization;

namespace Dbgsom.Fuzz;

/// <summary>An input that was not taken as it should be.</summary>
/// <param name="Target">The reader.</param>
/// <param name="Number">Which input: with the seed of the run it is made again.</param>
/// <param name="Input">The input.</param>
/// <param name="What">What happened.</param>
public sealed record Finding(string Target, long Number, byte[] Input, string What);

/// <summary>Gives a reader changed inputs and watches what it does: exceptions, time and memory.</summary>
public static class Fuzzer
{
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);

    /// <summary>The number of the input that is being read.</summary>
    public static long Current => Interlocked.Read(ref current);

    private static long current;

    /// <summary>Tries inputs.</summary>
    /// <param name="target">The reader.</param>
    /// <param name="first">The number of the first input.</param>
    /// <param name="count">How many.</param>
    /// <param name="goOn">Whether to go on, asked before each.</param>
    /// <returns>How many were tried, how many of these were refused, and what was found.</returns>
    public static (long Tried, long Refused, IReadOnlyList<Finding> Findings) Run(
        Target target,
        long first,
        long count,
        Func<bool> goOn
    )
    {
        var findings = new List<Finding>();
        long tried = 0;
        long refused = 0;
        for (long number = first; number < first + count && goOn() && findings.Count < 20; number++, tried++)
        {
            Interlocked.Exchange(ref current, number);
            byte[] input = Input(target, number);
            var (what, wasRefused) = Try(target, input);
            refused += wasRefused ? 1 : 0;
            if (wasRefused && number < target.Seeds.Count)
                what = "a valid input was refused";
            if (what is not null)
                findings.Add(new Finding(target.Name, number, input, what));
        }
        return (tried, refused, findings);
    }

    /// <summary>The input with a number: the first are the valid ones, the others follow from the number alone.</summary>
    public static byte[] Input(Target target, long number) =>
        number < target.Seeds.Count
            ? target.Seeds[(int)number]
            : target.Next(new Random(unchecked((int)(number * 2654435761L) ^ (int)(number >> 31))));

    /// <summary>Gives a reader one input.</summary>
    /// <returns>What was wrong, or null; and whether the input was refused as it should be.</returns>
    public static (string? What, bool Refused) Try(Target target, byte[] input)
    {
        long bytes = GC.GetTotalAllocatedBytes();
        // Of processor time: what others do on the machine takes none of it.
        var time = Environment.CpuUsage.TotalTime;
        bool refused = false;
        try
        {
            target.Read(input);
        }
        catch (Exception e) when (target.Documents(e))
        {
            refused = true;
        }
        catch (Exception e)
        {
            return (e.ToString(), false);
        }
        bytes = GC.GetTotalAllocatedBytes() - bytes - input.Length;
        time = Environment.CpuUsage.TotalTime - time;
        return bytes > target.MostBytes ? (string.Create(CultureInfo.InvariantCulture, $"took {bytes >> 20} MB"), refused)
            : time > MostTime ? (string.Create(CultureInfo.InvariantCulture, $"took {time.TotalSeconds:0.0} s"), refused)
            : (null, refused);
    }
}
