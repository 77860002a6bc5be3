using System.Globalization;
using Dbgsom.Naming;

namespace Dbgsom.Clustering;

/// <summary>Clusters that are asked for by name, as on the command line: "watershed", or "ward:5" for five of them.</summary>
/// <param name="Method">How to find them.</param>
/// <param name="Count">How many; null for an automatic choice.</param>
public sealed record ClusterRequest(ClusterMethod Method, int? Count = null)
{
    private const char Separator = ':';

    /// <summary>Reads METHOD, METHOD:COUNT, or COUNT alone for as many by <see cref="ClusterMethod.Ward"/>.</summary>
    /// <param name="text">A name of <see cref="ClusterMethod.All"/> in any case, and perhaps a colon and a whole number of at least 1; or the number alone.</param>
    /// <exception cref="ArgumentException">There is no such method, or no such number; the message says what is valid.</exception>
    public static ClusterRequest Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > 0 && text.All(char.IsAsciiDigit))
            text = $"{ClusterMethod.Ward}{Separator}{text}";
        int colon = text.IndexOf(Separator, StringComparison.Ordinal);
        var method = Named.Parse<ClusterMethod>(colon < 0 ? text : text[..colon]);
        if (colon < 0)
            return new(method);
        string number = text[(colon + 1)..];
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 1
            ? new(method, count)
            : throw new ArgumentException(
                $"'{number}' in '{text}' is no number of clusters; valid is a whole number of at least 1"
            );
    }

    /// <summary>Groups the neurons of a map into clusters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The map cannot have so many clusters.</exception>
    public MapClusters Apply(SomMap map, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(map);
        return map.Cluster(Method, Count, cancellationToken);
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => Count is { } count ? Text.Of($"{Method}{Separator}{count}") : Method.Name;
}
