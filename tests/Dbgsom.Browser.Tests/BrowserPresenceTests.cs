using System.Reflection;

namespace Dbgsom.Browser.Tests;

/// <summary>The only test where no browser is: says how to get one. In CI it fails.</summary>
[Needs(Need.Browser)]
public sealed class BrowserPresenceTests
{
    [Fact]
    public void There_is_a_browser_to_test_pages_in()
    {
        string chromium = Assembly
            .GetExecutingAssembly()
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "Chromium")
            .Value!;
        if (File.Exists(chromium))
            return;
        string reason =
            chromium == ""
                ? "no Chromium was found when this was built, so no test of the pages in a browser is in it; 'apt-get install chromium', or set CHROMIUM to the program, and build again"
                : $"the browser {chromium} is gone since this was built; 'apt-get install chromium', or set CHROMIUM to the program, and build again";
        Prerequisite.Missing(reason);
    }
}
