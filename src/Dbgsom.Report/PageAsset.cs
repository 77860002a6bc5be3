using System.Reflection;
using System.Text;
using Dbgsom.Naming;

namespace Dbgsom.Report;

/// <summary>Files the page is made of, embedded in this assembly.</summary>
internal static class PageAsset
{
    // Scripts share one scope and are joined in this order.
    private static readonly string[] Scripts =
    [
        "base.js",
        "save.js",
        "clusters.js",
        "colors.js",
        "map.js",
        "scatter.js",
        "selection.js",
        "spread.js",
        "find.js",
        "regions.js",
        "heat.js",
        "outliers.js",
        "features.js",
        "quality.js",
        "training.js",
        "columns.js",
        "groups.js",
        "settings.js",
        "report.js",
    ];

    public static string Template { get; } = Text("report.html");

    public static string Style { get; } = Text("report.css");

    /// <summary>plotly.js, basic bundle, MIT.</summary>
    public static string Plotly { get; } = Text("plotly.js");

    /// <summary>The page's own script: defines <c>Dbgsom.report</c>.</summary>
    public static string Script { get; } =
        "\"use strict\";\nconst Dbgsom = (() => {\n" + string.Concat(Scripts.Select(Text)) + "return { report };\n})();\n";

    private static string Text(string name)
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the assembly lacks its resource {name}");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
