namespace Dbgsom.Fuzz;

/// <summary>What a process does while tests end it.</summary>
internal static class Victims
{
    /// <summary>Saves two maps in turn, under the same name, until it is killed.</summary>
    public static int Save(string path, int times = int.MaxValue)
    {
        SomMap[] maps = [Map(4), Map(9)];
        for (int i = 0; i < times; i++)
        {
            maps[i % 2].Save(path);
            if (i == 0)
                Console.WriteLine("saved");
        }
        return 0;
    }

    private static SomMap Map(int neurons) => new SomVq(new SomOptions { TargetNeurons = neurons, Seed = 5 }).Fit(Seeds.Rows());
}
