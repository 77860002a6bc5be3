namespace Dbgsom.Fuzz;

/// <summary>What tests do to other processes while they work.</summary>
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

    /// <summary>Trains on a mapped file again and again; what goes wrong is printed.</summary>
    public static int Map(string path)
    {
        try
        {
            using var data = DataMatrix.MapNpy(path);
            for (int i = 0; i < 1000; i++)
            {
                new SomVq(new SomOptions { TargetNeurons = 9, Epochs = 5 }).Fit(data);
                if (i == 0)
                    Console.WriteLine("mapped");
            }
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            Console.WriteLine($"refused: {e.Message}");
            return 3;
        }
    }

    private static SomMap Map(int neurons) => new SomVq(new SomOptions { TargetNeurons = neurons, Seed = 5 }).Fit(Seeds.Rows());
}
