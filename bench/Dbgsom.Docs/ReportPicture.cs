using System.Diagnostics;
using Dbgsom.Docs.Gallery;
using Dbgsom.Report;
using Dbgsom.Rows;

namespace Dbgsom.Docs;

/// <summary>docs/images/report.png: the report of the iris sample as a browser shows it. Needs Chromium.</summary>
public static class ReportPicture
{
    private const int Width = 1280;
    private const int Height = 1060;

    public static void Make(string root)
    {
        string folder = Directory.CreateTempSubdirectory("dbgsom-report").FullName;
        try
        {
            string page = Path.Combine(folder, "report.html");
            WritePage(page);
            string picture = Path.Combine(folder, "report.png");
            Photograph(page, picture, Path.Combine(folder, "profile"));
            SmallImage.Write(picture, Path.Combine(root, "docs", "images", "report.png"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void WritePage(string page)
    {
        var data = SampleData.Shapes();
        var map = new SomVq(SomOptions.Default with { TargetNeurons = 80 }).Fit(data);
        map.SaveReport(
            page,
            data,
            new ReportOptions
            {
                Title = "The embedded sample “shapes”",
                Labels = [.. SampleData.ShapeLabels().Select(label => $"{label}")],
                LabelName = "shape",
            }
        );
    }

    private static void Photograph(string page, string picture, string profile)
    {
        string browser = Environment.GetEnvironmentVariable("CHROMIUM") ?? "chromium";
        string[] arguments =
        [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--virtual-time-budget=5000",
            $"--user-data-dir={profile}",
            $"--window-size={Width},{Height}",
            $"--screenshot={picture}",
            new Uri(page).AbsoluteUri,
        ];
        using var process = Process.Start(new ProcessStartInfo(browser, arguments) { RedirectStandardError = true })!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (!File.Exists(picture))
            throw new InvalidOperationException($"{browser} made no picture: {said}");
    }
}
