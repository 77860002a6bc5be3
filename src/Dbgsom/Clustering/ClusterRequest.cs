using System.Globalization;
using Dbgsom.Naming;

namespace Dbgsom.Clustering;

/// <summary>A request for clusters by method name, as on the command line: "watershed", or "ward:5" for five clusters.</summary>
/// <param name="Method">The cluster method.</param>
/// <param name="Count">The number of clusters; null to choose it automatically.</param>
public sealed record ClusterRequest(ClusterMethod Method, int? Count = null)
{
    private const char Separator = ':';

    /// <summary>Parses METHOD, METHOD:COUNT, or COUNT alone for <see cref="ClusterMethod.Ward"/>.</summary>
    /// <param name="text">
    /// A name of <see cref="ClusterMethod.All"/> in any case, optionally followed by a colon and an integer of at least 1; or the
    /// integer alone.
    /// </param>
    /// <exception cref="ArgumentException">The method or number is invalid; the message lists valid values.</exception>
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
                $"'{number}' in '{text}' is not a number of clusters; valid is a whole number of at least 1"
            );
    }

    /// <summary>Groups the neurons of a map into clusters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The map cannot have that many clusters.</exception>
    public MapClusters Apply(SomMap map, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(map);
        return map.Cluster(Method, Count, cancellationToken);
    }

    /// <summary>Returns the text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => Count is { } count ? Text.Of($"{Method}{Separator}{count}") : Method.Name;
}
