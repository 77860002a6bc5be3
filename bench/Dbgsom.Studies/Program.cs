using Dbgsom.Studies;

switch (args)
{
    case ["map-size", .. var changes]:
        MapSizeStudy.Run(Console.Out, changes);
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
    case ["options"]:
        OptionsTable.Run(Console.Out);
        return 0;
    default:
        Console.Error.WriteLine(
            "studies: map-size [OPTION=VALUE…] | presets | classifier [OPTION=VALUE…] | growth-estimate | options"
        );
        return 2;
}
