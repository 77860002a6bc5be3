using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Dbgsom.TestSupport;

/// <summary>
/// Finds the tests of a project: all of them with DBGSOM_TESTS=all or CI=true in the environment, otherwise those without the trait
/// <see cref="NeedsAttribute.Trait"/>. Tests that are left out are not reported as skipped.
/// </summary>
public sealed class SelectedTests : XunitTestFramework
{
    /// <summary>Whether all tests are asked for.</summary>
    public static bool AreAll { get; } =
        Environment.GetEnvironmentVariable("DBGSOM_TESTS") == "all" || Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>Whether a test with these traits runs.</summary>
    public static bool Include(IReadOnlyDictionary<string, IReadOnlyCollection<string>> traits) =>
        AreAll || !traits.ContainsKey(NeedsAttribute.Trait);

    protected override ITestFrameworkDiscoverer CreateDiscoverer(Assembly assembly) =>
        new Discoverer((IXunitTestAssembly)base.CreateDiscoverer(assembly).TestAssembly);

    private sealed class Discoverer(IXunitTestAssembly assembly) : XunitTestFrameworkDiscoverer(assembly)
    {
        /// <summary>The data of a theory that is left out is not computed; single rows of a theory may be left out, too.</summary>
        protected override ValueTask<bool> FindTestsForMethod(
            IXunitTestMethod testMethod,
            ITestFrameworkDiscoveryOptions discoveryOptions,
            Func<ITestCase, ValueTask<bool>> discoveryCallback
        ) =>
            Include(testMethod.Traits)
                ? base.FindTestsForMethod(
                    testMethod,
                    discoveryOptions,
                    test => Include(test.Traits) ? discoveryCallback(test) : new(true)
                )
                : new(true);
    }
}
