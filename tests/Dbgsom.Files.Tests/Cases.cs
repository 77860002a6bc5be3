namespace Dbgsom.Files.Tests;

/// <summary>The files in <c>Data</c>, see the README there.</summary>
internal static class Cases
{
    public static string At(string name) => Path.Combine(AppContext.BaseDirectory, "Data", name);
}
