using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Dbgsom.Naming;

namespace Dbgsom.Plots.Tests;

/// <summary>An SVG image that was read back.</summary>
internal sealed class Svg
{
    private readonly XDocument document;

    public Svg(Figure figure)
    {
        Source = Encoding.UTF8.GetString(figure.ToSvg());
        document = XDocument.Parse(Source);
    }

    public string Source { get; }

    public IReadOnlyList<string> Texts => [.. Named("text").Select(element => element.Value.Trim())];

    public int Circles => Named("circle").Concat(Named("ellipse")).Count();

    /// <summary>Radii of the circles, in the order they are drawn.</summary>
    public IEnumerable<double> Radii =>
        document
            .Descendants()
            .Where(element => element.Name.LocalName is "circle" or "ellipse")
            .Select(element => element.Attribute("r") ?? element.Attribute("rx")!)
            .Select(radius => double.Parse(radius.Value, CultureInfo.InvariantCulture));

    /// <summary>Where circles stand across the figure.</summary>
    public IEnumerable<double> CentersX =>
        Named("circle")
            .Concat(Named("ellipse"))
            .Select(element => double.Parse(element.Attribute("cx")!.Value, CultureInfo.InvariantCulture));

    public IEnumerable<XElement> Named(string name) => document.Descendants().Where(element => element.Name.LocalName == name);

    /// <summary>Ends of all straight lines with the given stroke width.</summary>
    public int LinesOfWidth(double width) =>
        Named("path")
            .Concat(Named("line"))
            .Count(element =>
                double.TryParse(element.Attribute("stroke-width")?.Value, CultureInfo.InvariantCulture, out double w)
                && Math.Abs(w - width) < 1e-6
            );
}
