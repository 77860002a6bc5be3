namespace Dbgsom.Plots.Hierarchies;

/// <summary>Sizes and places in the tree of maps, in pixels of the figure at the size that suits it; y grows downwards.</summary>
internal sealed class TreeLayout
{
    /// <summary>Between a disc and the name beside it.</summary>
    public const float TextGap = 5;

    /// <summary>Between a name and what is said of its map.</summary>
    public const float FactsGap = 9;

    private const float LargestFont = 11;
    private const float SmallestFont = 8;
    private const float LargestDisc = 22;
    private const float LeastDisc = 2.2f;
    private const double Row = 18;
    private const double MostHeight = 2000;
    private const double MostWidth = 1700;
    private const double Curve = 64;

    public TreeLayout(IReadOnlyList<TreeNode> nodes)
    {
        Nodes = nodes;
        int[] parents = [.. nodes.Select(node => node.Parent)];
        Fit(parents, 1);
        if (Height > MostHeight)
            Fit(parents, MostHeight / Height);
        HasFacts = true;
        (Columns, TextEnds) = PlaceColumns();
        if (TextEnds[^1] <= MostWidth)
            return;
        HasFacts = false;
        (Columns, TextEnds) = PlaceColumns();
    }

    public IReadOnlyList<TreeNode> Nodes { get; }

    public double[] Y { get; private set; } = [];

    /// <summary>The centers of the discs of each level.</summary>
    public double[] Columns { get; }

    /// <summary>For each level where the last of its texts ends.</summary>
    public double[] TextEnds { get; }

    public float[] Radii { get; private set; } = [];

    /// <summary>Nodes whose name is written: those with enough room above and below.</summary>
    public bool[] HasName { get; private set; } = [];

    /// <summary>True if beside the name stands how large and how good the map is.</summary>
    public bool HasFacts { get; }

    public float FontSize { get; private set; }

    /// <summary>Curves are thinner where they are many, so that they stay apart.</summary>
    public float CurveWidth { get; private set; }

    public double Height { get; private set; }

    public double Width => TextEnds[^1];

    public (double X, double Y) At(int node) => (Columns[Nodes[node].Level], Y[node]);

    /// <summary>The width of the text beside a node.</summary>
    public float TextWidth(int node) =>
        !HasName[node]
            ? 0
            : TextGap + NameWidth(node) + (HasFacts ? FactsGap + Ellipsis.WidthOf(Nodes[node].Facts, FontSize) : 0);

    public float NameWidth(int node) => Ellipsis.WidthOf(Nodes[node].Name, FontSize);

    /// <summary>The area of a disc is proportional to the rows of its map, but for those that would be too small to see.</summary>
    private void Fit(int[] parents, double factor)
    {
        double row = Row * factor;
        FontSize = (float)Math.Clamp(row - 5, SmallestFont, LargestFont);
        CurveWidth = 1.3f * (float)Math.Max(factor, 0.4);
        float largest = LargestDisc * (float)Math.Max(factor, 0.4);
        Radii =
        [
            .. Nodes.Select(node =>
                Math.Max(Math.Min(LeastDisc, largest), largest * MathF.Sqrt((float)node.Rows / Nodes[0].Rows))
            ),
        ];
        Y = TidyTree.Place(parents, [.. Radii.Select(radius => Math.Max(row / 2, radius + factor))]);
        Height = Y.Zip(Radii, (y, radius) => y + Math.Max(row / 2, radius)).Max();
        HasName = NamesWithRoom();
    }

    /// <summary>Maps with others below them come first: a curve from a disc without a name would run along the texts beside it.</summary>
    private bool[] NamesWithRoom()
    {
        var has = new bool[Nodes.Count];
        double room = FontSize + 0.999;
        foreach (var level in Enumerable.Range(0, Nodes.Count).GroupBy(node => Nodes[node].Level))
        {
            var taken = new SortedSet<double>();
            foreach (int node in level.OrderBy(node => Nodes[node].Map.Children.Count == 0).ThenBy(node => Y[node]))
                if (has[node] = taken.GetViewBetween(Y[node] - room, Y[node] + room).Count == 0)
                    taken.Add(Y[node]);
        }
        return has;
    }

    /// <summary>Between the levels there is room for the widest text and for curves.</summary>
    private (double[] Centers, double[] Ends) PlaceColumns()
    {
        var centers = new List<double>();
        var ends = new List<double>();
        foreach (var level in Enumerable.Range(0, Nodes.Count).GroupBy(node => Nodes[node].Level))
        {
            double left = ends.Count == 0 ? 0 : ends[^1] + Curve;
            centers.Add(left + level.Max(node => Radii[node]));
            ends.Add(centers[^1] + level.Max(node => Radii[node] + TextWidth(node)));
        }
        return ([.. centers], [.. ends]);
    }
}
