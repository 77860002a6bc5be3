using System.Security.Cryptography;
using System.Text;

namespace Dbgsom.Explorer.Security;

/// <summary>
/// The two secrets of a session: the token in the printed address, good for one exchange, and the cookie it is exchanged for, which
/// every other request needs. Both are 256 random bits; they are drawn for protection, and no result depends on them.
/// </summary>
internal sealed class TokenGate
{
    private const int Bytes = 32;

    private readonly string cookie = Secret();
    private int redeemed;

    /// <summary>The token for the first address.</summary>
    public string Token { get; } = Secret();

    /// <summary>Exchanges the token for the cookie; null where the token is another or was exchanged before.</summary>
    public string? Redeem(string? token) => AreEqual(token, Token) && Interlocked.Exchange(ref redeemed, 1) == 0 ? cookie : null;

    /// <summary>True if a request carries the cookie.</summary>
    public bool Admits(string? given) => AreEqual(given, cookie);

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>In constant time, whatever the length given: hashes are compared.</summary>
    private static bool AreEqual(string? given, string secret) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Hash(given), Hash(secret));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
