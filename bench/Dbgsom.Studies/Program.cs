using Dbgsom.Studies;

switch (args)
{
    case ["map-size"]:
        MapSizeStudy.Run(Console.Out);
        return 0;
    case ["presets"]:
        PresetStudy.Run(Console.Out);
        return 0;
    default:
        Console.Error.WriteLine("studies: map-size | presets");
        return 2;
}
