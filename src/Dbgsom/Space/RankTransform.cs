using System.Text.Json.Nodes;
using Dbgsom.Rows;

namespace Dbgsom.Space;

/// <summary>The share of the training values below a value, half of the equal ones included: linear between knots, constant beyond the outermost.</summary>
/// <param name="Values">Training values, ascending.</param>
/// <param name="Shares">The mid-rank share of each, ascending, between 0 and 1.</param>
internal sealed record RankTransform(double[] Values, double[] Shares) : FittedTransform
{
    /// <summary>The most knots that a model keeps.</summary>
    public const int MostKnots = 256;

    public override string Needs => "has no rank (transform rank)";

    public override double Apply(double value) => Between(Values, Shares, value);

    public override double Invert(double transformed) => Between(Shares, Values, transformed);

    /// <summary>Half the distance between the values a deviation below and above: a table of ranks has flat and steep places side by side.</summary>
    public override double Deviation(double transformed, double deviation)
    {
        double at = Math.Clamp(transformed, Shares[0], Shares[^1]);
        return (Invert(at + deviation) / 2) - (Invert(at - deviation) / 2);
    }

    public override void Write(JsonObject json)
    {
        json["kind"] = FeatureTransform.Rank.Name;
        json["values"] = List(Values);
        json["shares"] = List(Shares);
    }

    public static RankTransform Read(JsonFields json)
    {
        double[] values = Ascending(json, "values");
        double[] shares = Ascending(json, "shares");
        if (values.Length is 0 or > MostKnots || shares.Length != values.Length)
            throw json.Bad(
                "shares",
                $"has {shares.Length} numbers for {values.Length} values; valid is as many, from 1 to {MostKnots}"
            );
        return shares[0] >= 0 && shares[^1] <= 1
            ? new RankTransform(values, shares)
            : throw json.Bad("shares", "has numbers that are not from 0 to 1");
    }

    public bool Equals(RankTransform? other) =>
        other is not null && Values.AsSpan().SequenceEqual(other.Values) && Shares.AsSpan().SequenceEqual(other.Shares);

    public override int GetHashCode() => HashCode.Combine(Values.Length, Values[0], Values[^1]);

    private static double Between(double[] from, double[] to, double at)
    {
        if (double.IsNaN(at))
            return at;
        int place = Array.BinarySearch(from, at);
        if (place >= 0)
            return to[place];
        int next = ~place;
        if (next == 0 || next == from.Length)
            return to[Math.Min(next, from.Length - 1)];
        var (low, high) = (from[next - 1], from[next]);
        // Halves, because the width of two finite numbers can be infinite.
        double part = ((at / 2) - (low / 2)) / ((high / 2) - (low / 2));
        double found = ((1 - part) * to[next - 1]) + (part * to[next]);
        return Math.Clamp(found, to[next - 1], to[next]);
    }

    private static JsonArray List(double[] numbers) => new([.. numbers.Select(number => (JsonNode)JsonValue.Create(number))]);

    private static double[] Ascending(JsonFields json, string name)
    {
        double[] numbers = json.Numbers(name);
        for (int i = 1; i < numbers.Length; i++)
            if (numbers[i] <= numbers[i - 1])
                throw json.Bad(name, "is not in ascending order");
        return numbers;
    }
}
