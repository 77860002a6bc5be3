using System.Globalization;
using System.Text;

namespace Dbgsom.Studies;

/// <summary>Small panels of quantization error against topographic error, one for each data set: the front of our maps over the dial, and maps of others.</summary>
internal sealed class FrontFigure
{
    private const int Columns = 4;
    private const double Width = 230;
    private const double Height = 190;
    private const double Left = 46;
    private const double Top = 30;
    private const double Right = 12;
    private const double Bottom = 34;

    private const string Style =
        ".name{font-weight:600;font-size:13px}.tick{fill:#555}.axis{fill:none;stroke:#999}.other{fill:#aaa}.ours{fill:none;stroke:#0072b2;stroke-width:1.5}.our{fill:#0072b2}.usual{fill:#d55e00}.earlier{stroke:#000;stroke-width:1.6;fill:none}";

    private readonly StringBuilder panels = new();
    private int count;

    /// <summary>Adds a panel.</summary>
    /// <param name="name">The data set.</param>
    /// <param name="ours">Our maps along the dial.</param>
    /// <param name="usual">The place of the default among them.</param>
    /// <param name="earlier">The map that was the default before.</param>
    /// <param name="others">Maps of other programs.</param>
    public void Add(
        string name,
        IReadOnlyList<(double Error, double Order)> ours,
        int usual,
        (double Error, double Order) earlier,
        IEnumerable<(double Error, double Order)> others
    )
    {
        var all = ours.Append(earlier).ToList();
        var (low, high) = (all.Min(map => map.Error) * 0.98, all.Max(map => map.Error) * 1.02);
        double most = all.Max(map => map.Order) * 1.08;
        double x0 = count % Columns * Width;
        double y0 = count / Columns * Height;
        double X(double error) => x0 + Left + ((error - low) / (high - low) * (Width - Left - Right));
        double Y(double order) => y0 + Height - Bottom - (order / most * (Height - Top - Bottom));
        count++;
        Write($"<text x=\"{x0 + Left:0.#}\" y=\"{y0 + 18:0.#}\" class=\"name\">{name}</text>");
        Write(
            $"<path class=\"axis\" d=\"M{x0 + Left:0.#} {Y(most):0.#}V{Y(0):0.#}H{x0 + Width - Right:0.#}\"/><text class=\"tick\" text-anchor=\"end\" x=\"{x0 + Left - 4:0.#}\" y=\"{Y(0) + 4:0.#}\">0</text><text class=\"tick\" text-anchor=\"end\" x=\"{x0 + Left - 4:0.#}\" y=\"{Y(most / 1.08) + 4:0.#}\">{most / 1.08:0.00}</text>"
        );
        foreach (var (error, anchor) in new[] { (all.Min(map => map.Error), "start"), (all.Max(map => map.Error), "end") })
            Write($"<text class=\"tick\" text-anchor=\"{anchor}\" x=\"{X(error):0.#}\" y=\"{Y(0) + 14:0.#}\">{error:G3}</text>");
        foreach (var (error, order) in others.Where(map => map.Error >= low && map.Error <= high && map.Order <= most))
            Write($"<circle class=\"other\" r=\"2\" cx=\"{X(error):0.#}\" cy=\"{Y(order):0.#}\"/>");
        Write(
            $"<polyline class=\"ours\" points=\"{string.Join(' ', ours.Select(map => Text($"{X(map.Error):0.#},{Y(map.Order):0.#}")))}\"/>"
        );
        for (int i = 0; i < ours.Count; i++)
            Write(
                $"<circle class=\"{(i == usual ? "usual" : "our")}\" r=\"{(i == usual ? 5 : 3)}\" cx=\"{X(ours[i].Error):0.#}\" cy=\"{Y(ours[i].Order):0.#}\"/>"
            );
        Write($"<path class=\"earlier\" d=\"M{X(earlier.Error) - 4:0.#} {Y(earlier.Order) - 4:0.#}l8 8m0 -8l-8 8\"/>");
    }

    /// <summary>The figure as SVG.</summary>
    public override string ToString()
    {
        double height = ((count + Columns - 1) / Columns * Height) + 6;
        // The last panel is the legend.
        double x = count % Columns * Width;
        double y = count / Columns * Height;
        return Text(
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Columns
                * Width:0} {height:0}" font-family="sans-serif" font-size="11">
            <style>{Style}</style>
            <rect width="100%" height="100%" fill="#fff"/>
            {panels}<g transform="translate({x + 30:0} {y
                + 46:0})"><circle class="our" r="3"/><text x="12" y="4">over the dial, from faithful to ordered</text><circle class="usual" r="5" cy="22"/><text x="12" y="26">the default</text><path class="earlier" d="M-4 40l8 8m0 -8l-8 8"/><text x="12" y="48">the earlier default</text><circle class="other" r="2" cy="66"/><text x="12" y="70">maps of other programs</text><text x="-6" y="98" class="tick">across: quantization error</text><text x="-6" y="114" class="tick">up: topographic error, 8 neighbors</text></g>
            </svg>
            """
        );
    }

    private void Write(FormattableString text) => panels.Append(Text(text)).Append('\n');

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
