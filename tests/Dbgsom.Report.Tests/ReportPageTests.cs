using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Dbgsom.Naming;

namespace Dbgsom.Report.Tests;

/// <summary>The page as a file: safe, complete, the same bytes each time.</summary>
public sealed partial class ReportPageTests
{
    [Fact]
    public void The_policy_allows_the_scripts_inside_and_no_others()
    {
        string text = PageText.Of(SampleMap.Map).Text;
        string policy = Policy().Match(text).Groups[1].Value;
        string[] allowed = [.. Hash().Matches(policy).Select(match => match.Groups[1].Value)];
        string[] scripts = [.. Script().Matches(text).Select(match => match.Groups[1].Value)];
        Assert.Equal(3, scripts.Length);
        Assert.Equal(scripts.Select(script => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))), allowed);
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("connect-src", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_of_the_user_ends_the_data_or_the_title()
    {
        string[] names = ["</script><script>alert(1)</script>", "<!-- & \u2028 '\" ${x} {{data}} {{policy}} é 漢"];
        var samples = SampleMap.Samples.WithFeatureNames(names);
        var map = new SomVq(new SomOptions { TargetNeurons = 6 }).Fit(samples);
        var options = new ReportOptions
        {
            Title = names[0] + names[1],
            LabelName = names[1],
            Labels = [.. SampleMap.Labels.Select(label => names[0] + label)],
            DataNames = names,
            ModelName = names[0],
        };
        var page = PageText.Of(map, samples, options);
        Assert.DoesNotContain('<', page.Json);
        Assert.DoesNotContain('>', page.Json);
        Assert.DoesNotContain('\u2028', page.Json);
        Assert.Contains("é 漢", page.Json, StringComparison.Ordinal);
        Assert.Equal(
            names,
            page.Data.GetProperty("features").GetProperty("names").EnumerateArray().Select(name => name.GetString())
        );
        string title = Title().Match(page.Text).Groups[1].Value;
        Assert.Equal(options.Title, WebUtility.HtmlDecode(title));
        Assert.DoesNotContain('<', title);
        // The page itself has four scripts: the data, plotly, the page's own and its start.
        Assert.Equal(4, ScriptStart().Count(page.Text.Replace(PageAsset.Plotly, "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Nothing_in_it_is_fetched()
    {
        string text = PageText.Of(SampleMap.Map, SampleMap.Samples).Text;
        string own = text.Replace(PageAsset.Plotly, "", StringComparison.Ordinal)
            .Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);
        Assert.DoesNotContain("http://", own, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", own, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", own, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", own, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_bytes_twice()
    {
        var options = new ReportOptions { Labels = SampleMap.Labels, MaxSamples = 500 };
        Assert.Equal(
            PageText.Bytes(SampleMap.Map, SampleMap.Samples, options),
            PageText.Bytes(SampleMap.Map, SampleMap.Samples, options)
        );
    }

    [Fact]
    public void File_and_stream_are_the_same()
    {
        using var folder = new TemporaryFolder();
        SampleMap.Map.SaveReport(folder.At("a.html"), SampleMap.Samples);
        Assert.Equal(PageText.Bytes(SampleMap.Map, SampleMap.Samples), File.ReadAllBytes(folder.At("a.html")));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_cancelled_report_leaves_the_old_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("a.html"), "old");
        var cancelled = new CancellationToken(canceled: true);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            SampleMap.Map.SaveReport(folder.At("a.html"), SampleMap.Samples, cancellationToken: cancelled)
        );
        Assert.Equal("old", File.ReadAllText(folder.At("a.html")));
        Assert.ThrowsAny<OperationCanceledException>(() =>
            SampleMap.Map.SaveReport(folder.At("new.html"), SampleMap.Samples, cancellationToken: cancelled)
        );
        Assert.Equal(["a.html"], Directory.GetFiles(folder.Path).Select(System.IO.Path.GetFileName));
    }

    [Fact]
    public void Cancelling_while_the_page_is_written_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        // Labels are read once the page is being written, too: cancelled there, the half-written file goes.
        var options = new ReportOptions { Labels = new CancellingList(SampleMap.Labels, source) };
        Assert.ThrowsAny<OperationCanceledException>(() =>
            SampleMap.Map.SaveReport(folder.At("a.html"), SampleMap.Samples, options, source.Token)
        );
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [GeneratedRegex("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("'sha256-([^']*)'")]
    private static partial Regex Hash();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("<script")]
    private static partial Regex ScriptStart();

    [GeneratedRegex("<title>(.*?)</title>", RegexOptions.Singleline)]
    private static partial Regex Title();
}
