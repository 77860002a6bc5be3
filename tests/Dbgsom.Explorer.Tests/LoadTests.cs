using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Dbgsom.Explorer.Tests;

/// <summary>
/// Many readers at once while maps are trained. Five seconds here; <c>DBGSOM_LOAD_SECONDS=60</c> makes it a minute.
/// </summary>
public sealed class LoadTests
{
    private const int Readers = 50;

    [Fact]
    public async Task Fifty_readers_and_a_training_at_a_time()
    {
        double seconds = double.Parse(
            Environment.GetEnvironmentVariable("DBGSOM_LOAD_SECONDS") ?? "5",
            CultureInfo.InvariantCulture
        );
        await using var site = await Site.Open();
        var request = await site.Shapes(20, fullSpeed: true);
        await site.Begin(request);
        await site.Until("Done");
        var time = Stopwatch.StartNew();
        bool GoesOn() => time.Elapsed.TotalSeconds < seconds;
        string[] paths =
        [
            "/",
            "/explorer.js",
            "/api/state",
            "/api/files",
            "/api/setup",
            "/api/model",
            "/api/report",
            "/api/snapshot",
        ];
        long answers = 0;
        long trainings = 0;
        long half = 0;
        async Task Read(int reader)
        {
            // At least once, however slow the machine.
            int at = reader;
            do
            {
                using var answer = await site.Send(HttpMethod.Get, paths[at++ % paths.Length]);
                Assert.True(
                    (int)answer.StatusCode is 200 or 204 or 404 or 409,
                    $"{paths[(at - 1) % paths.Length]}: {answer.StatusCode}"
                );
                await answer.Content.ReadAsByteArrayAsync();
                Interlocked.Increment(ref answers);
                if (time.Elapsed.TotalSeconds > seconds / 2)
                    Interlocked.CompareExchange(ref half, GC.GetTotalMemory(forceFullCollection: true), 0);
            } while (GoesOn());
        }
        async Task Train()
        {
            do
            {
                var (status, content) = await site.Post("/api/start", request);
                Assert.True(status == HttpStatusCode.Accepted, content.ToJsonString());
                var state = await site.Until("Done", "Failed");
                Assert.Equal("Done", (string?)state["activity"]);
                trainings++;
            } while (GoesOn());
        }
        await Task.WhenAll([.. Enumerable.Range(0, Readers).Select(Read), Train()]);
        long end = GC.GetTotalMemory(forceFullCollection: true);
        Assert.True(answers >= Readers && trainings >= 1);
        Assert.True(end < (1.1 * half) + (8 << 20), $"{half >> 20} MB half way, {end >> 20} MB at the end");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{answers} answers, {trainings} trainings, {half >> 10} KB, {end >> 10} KB"
        );
    }
}
