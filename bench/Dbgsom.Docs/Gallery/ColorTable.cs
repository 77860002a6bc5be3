namespace Dbgsom.Docs.Gallery;

/// <summary>Few colors that stand for many: the most frequent ones exactly, the others by median cut (Heckbert 1982).</summary>
/// <param name="Colors">The colors, 0xRRGGBB.</param>
/// <param name="IndexOf">For each color of the picture the index of the one that stands for it.</param>
public sealed record ColorTable(IReadOnlyList<int> Colors, IReadOnlyDictionary<int, int> IndexOf)
{
    public static ColorTable Of(IReadOnlyList<int> pixels, int most)
    {
        var counts = pixels.CountBy(color => color).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).ToArray();
        int exact = counts.Length <= most ? counts.Length : most / 4;
        var boxes = counts[..exact].Select(pair => (KeyValuePair<int, int>[])[pair]).ToList();
        if (exact < counts.Length)
            boxes.AddRange(Cut(counts[exact..], most - exact));
        var colors = boxes.Select(Mean).ToArray();
        var index = boxes
            .SelectMany((box, i) => box.Select(pair => (pair.Key, i)))
            .ToDictionary(pair => pair.Key, pair => pair.i);
        return new ColorTable(colors, index);
    }

    private static List<KeyValuePair<int, int>[]> Cut(KeyValuePair<int, int>[] colors, int most)
    {
        List<KeyValuePair<int, int>[]> boxes = [colors];
        while (boxes.Count < most && boxes.MaxBy(box => Spread(box).Size) is { Length: > 1 } widest)
        {
            int shift = Spread(widest).Shift;
            var sorted = widest.OrderBy(pair => (pair.Key >> shift) & 255).ThenBy(pair => pair.Key).ToArray();
            int half = sorted.Sum(pair => pair.Value) / 2;
            int at = 1;
            for (int before = sorted[0].Value; at < sorted.Length - 1 && before < half; at++)
                before += sorted[at].Value;
            boxes.Remove(widest);
            boxes.Add(sorted[..at]);
            boxes.Add(sorted[at..]);
        }
        return boxes;
    }

    private static (int Size, int Shift) Spread(KeyValuePair<int, int>[] box) =>
        ((int[])[16, 8, 0])
            .Select(shift => (box.Max(pair => (pair.Key >> shift) & 255) - box.Min(pair => (pair.Key >> shift) & 255), shift))
            .Max();

    private static int Mean(KeyValuePair<int, int>[] box)
    {
        long all = box.Sum(pair => (long)pair.Value);
        int Channel(int shift) => (int)((box.Sum(pair => (long)pair.Value * ((pair.Key >> shift) & 255)) + (all / 2)) / all);
        return (Channel(16) << 16) | (Channel(8) << 8) | Channel(0);
    }
}
