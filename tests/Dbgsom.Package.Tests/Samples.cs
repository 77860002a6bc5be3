using Dbgsom.Rows;

namespace Dbgsom.Package.Tests;

/// <summary>The files that the readmes' examples read.</summary>
internal static class Samples
{
    public static void WriteTo(string folder)
    {
        NpyFile.Write(Path.Combine(folder, "samples.npy"), SampleData.Shapes());
        File.Copy(RepositoryFolder.At("gallery", "data", "iris.csv"), Path.Combine(folder, "flowers.csv"));
    }
}
