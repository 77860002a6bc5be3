using System.Globalization;
using Dbgsom.Ensembles;
using Dbgsom.Map;
using Dbgsom.Studies;

switch (args)
{
    case ["map-size", .. var changes]:
        MapSizeStudy.Run(Console.Out, changes);
        return 0;
    case ["fronts"]:
        FrontStudy.Run(Console.Out);
        return 0;
    case ["given-fronts"]:
        FrontStudy.Run(Console.Out, given: true);
        return 0;
    case ["given-fronts", var epochs]:
        FrontStudy.Run(Console.Out, given: true, epochs: Whole(epochs));
        return 0;
    case ["fronts", var figure]:
        FrontStudy.Run(Console.Out, figure);
        return 0;
    case ["large"]:
        LargeStudy.Run(Console.Out);
        return 0;
    case ["presets"]:
        PresetStudy.Run(Console.Out);
        return 0;
    case ["classifier", .. var changes]:
        ClassifierStudy.Run(Console.Out, changes);
        return 0;
    case ["growth-estimate"]:
        GrowthEstimateStudy.Run(Console.Out);
        return 0;
    case ["big-file", var path, var rows, var columns, var seed]:
        BigFile.Write(path, Whole(rows), Whole(columns), (ulong)Whole(seed));
        return 0;
    case ["out-of-core", var path, "mapped" or "memory", .. var changes]:
        OutOfCoreStudy.Run(Console.Out, path, args[2] == "mapped", changes);
        return 0;
    case ["parquet"]:
        ParquetStudy.Run(Console.Out);
        return 0;
    case ["parquet-file", var path]:
        ParquetStudy.RunFile(Console.Out, path);
        return 0;
    case ["csv"]:
        CsvStudy.Run(Console.Out);
        return 0;
    case ["binary"]:
        BinaryStudy.Run(Console.Out);
        return 0;
    case ["start"]:
        StartStudy.Run(Console.Out);
        return 0;
    case ["telemetry"]:
        TelemetryStudy.Run(Console.Out);
        return 0;
    case ["cluster"]:
        await ClusterStudy.Run(Console.Out);
        return 0;
    case ["soak"]:
        SoakStudy.Run(Console.Out);
        return 0;
    case ["bounds"]:
        BoundsStudy.Run(Console.Out);
        return 0;
    case ["map-clusters"]:
        MapClustersStudy.Run(Console.Out);
        return 0;
    case ["kohonen"]:
        KohonenStudy.Run(Console.Out);
        return 0;
    case ["kohonen-grids"]:
        KohonenGridStudy.Run(Console.Out);
        return 0;
    case ["published-grids"]:
        PublishedGridStudy.Run(Console.Out, all: false);
        return 0;
    case ["published-grids", "all"]:
        PublishedGridStudy.Run(Console.Out, all: true);
        return 0;
    case ["large-grids"]:
        LargeGridStudy.Run(Console.Out);
        return 0;
    case ["hexagonal-growth"]:
        HexagonalGrowthStudy.Run(Console.Out);
        return 0;
    case ["hexagonal-growth", var figure]:
        HexagonalGrowthStudy.Run(Console.Out, figure);
        return 0;
    case ["regression", .. var only]:
        RegressionStudy.Run(Console.Out, only);
        return 0;
    case ["ensemble"]:
        EnsembleStudy.Run(Console.Out, SomEnsemble.DefaultMaps);
        return 0;
    case ["ensemble", var maps, .. var only]:
        EnsembleStudy.Run(Console.Out, Whole(maps), only);
        return 0;
    case ["labels"]:
        LabelStudy.Run(Console.Out);
        return 0;
    case ["imputation"]:
        ImputationStudy.Run(Console.Out);
        return 0;
    case ["same-bytes", var before, var after, .. var only]:
        return SameBytesStudy.Run(Console.Out, before, after, only) ? 0 : 1;
    case ["same-bytes-record", var tool, var path]:
        SameBytesStudy.Record(tool, path);
        return 0;
    case ["change"]:
        ChangeStudy.Run(Console.Out);
        return 0;
    case ["old-new", var old, var now]:
        OldNewStudy.Run(Console.Out, old, now);
        return 0;
    case ["options"]:
        OptionsTable.Run(Console.Out);
        return 0;
    default:
        Console.Error.WriteLine(
            "studies: map-size [OPTION=VALUE…] | fronts [FIGURE.svg] | given-fronts [EPOCHS] | large | presets | classifier [OPTION=VALUE…] | growth-estimate | map-clusters | imputation | regression [SET…] | labels | ensemble [MAPS [SET…]] | kohonen | kohonen-grids | published-grids [all] | large-grids | hexagonal-growth [FIGURE.svg] | bounds | options"
                + " | big-file PATH ROWS COLUMNS SEED | out-of-core PATH mapped|memory [OPTION=VALUE…] | parquet | csv | binary | start | telemetry | cluster | soak | same-bytes OLD NEW [FIT…] | same-bytes-record TOOL FILE.json | old-new FOLDER FOLDER | change"
        );
        return 2;
}

static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
