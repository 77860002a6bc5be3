using System.Reflection;
using Xunit.v3;

namespace Dbgsom.Tests.Selection;

/// <summary>Part of every test project: what a newcomer runs of it, and why the rest is left out.</summary>
public sealed class SelectionTests
{
    private static readonly (MethodInfo Method, string[] Needs)[] All =
    [
        .. typeof(SelectionTests)
            .Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type != typeof(SelectionTests))
            .SelectMany(type =>
                type.GetMethods()
                    .Where(method => method.GetCustomAttributes().OfType<IFactAttribute>().Any())
                    .Select(method => (type, method))
            )
            .Select(test => (test.method, Needs(test.type).Concat(Needs(test.method)).ToArray())),
    ];

    /// <summary>A word that is not in the list would be one that CONTRIBUTING.md does not explain.</summary>
    [Fact]
    public void A_test_that_is_left_out_names_what_it_needs() =>
        Assert.All(All, test => Assert.All(test.Needs, need => Assert.Contains(need, Need.All)));

    /// <summary>Where a project is all about what a newcomer may lack, this says so.</summary>
    [Fact]
    public void A_newcomer_runs_part_of_every_project()
    {
        int run = All.Count(test => test.Needs.Length == 0);
        bool mayBeEmpty = typeof(SelectionTests).Assembly.GetName().Name is "Dbgsom.Browser.Tests" or "Dbgsom.Package.Tests";
        Assert.NotEmpty(All);
        Assert.True(run > 0 || mayBeEmpty, "all tests of this project need more than the SDK and a few seconds");
    }

    private static IEnumerable<string> Needs(MemberInfo member) =>
        member.GetCustomAttributes<NeedsAttribute>().SelectMany(needs => needs.GetTraits()).Select(trait => trait.Value);
}
