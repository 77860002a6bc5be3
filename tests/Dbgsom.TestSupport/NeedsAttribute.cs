using Xunit.v3;

namespace Dbgsom.TestSupport;

/// <summary>Names what a test needs beyond the SDK and a few seconds. Such a test runs only where all tests are asked for.</summary>
/// <param name="what">One of <see cref="Need.All"/>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class NeedsAttribute(string what) : Attribute, ITraitAttribute
{
    /// <summary>The name of the trait.</summary>
    public const string Trait = "Needs";

    /// <summary>Rows of a theory that takes long: the first and every n-th after it run always, the others need time.</summary>
    public static IEnumerable<TheoryDataRow<T>> TimeBeyondEvery<T>(int n, IEnumerable<T> values) =>
        values.Select(
            (value, i) => i % n == 0 ? new TheoryDataRow<T>(value) : new TheoryDataRow<T>(value).WithTrait(Trait, Need.Time)
        );

    /// <summary>Fails a test that uses what a newcomer may lack and does not name anything that it needs: it would be skipped before their eyes.</summary>
    public static void MustBeNamed(string what)
    {
        if (TestContext.Current.TestCase is { } test)
            Assert.True(test.Traits.ContainsKey(Trait), $"the test needs {what}: mark it with [Needs(Need.…)]");
    }

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new(Trait, what)];
}

/// <summary>What a test can need.</summary>
public static class Need
{
    /// <summary>More time than a newcomer wants to spend on it.</summary>
    public const string Time = "time";

    /// <summary>A browser to look at pages in.</summary>
    public const string Browser = "a browser";

    /// <summary>A font.</summary>
    public const string Font = "a font";

    /// <summary>Python, R or another program of a Unix system.</summary>
    public const string Program = "a program";

    /// <summary>A Redis server.</summary>
    public const string Redis = "Redis";

    /// <summary>The rights of root.</summary>
    public const string Root = "root";

    /// <summary>A build of its own with the SDK, or a package source.</summary>
    public const string Build = "a build";

    /// <summary>Data that may not be published, beside the repository.</summary>
    public const string SharedData = "../shared";

    /// <summary>All that a test can need.</summary>
    public static IReadOnlyList<string> All { get; } = [Time, Browser, Font, Program, Redis, Root, Build, SharedData];
}
