using Dbgsom.Options;

namespace Dbgsom.Studies;

/// <summary>The table of all options, for docs/options.md.</summary>
public static class OptionsTable
{
    public static void Run(TextWriter output)
    {
        output.WriteLine("# Options");
        output.WriteLine();
        output.WriteLine(
            "Printed by `dotnet run -c Release --project bench/Dbgsom.Studies -- options`; a test keeps it current. *auto* follows from the data:"
        );
        output.WriteLine(
            "`SomOptions.Resolve` says how. Options marked † are in the library and in model files only, not on the command line."
        );
        output.WriteLine();
        output.WriteLine("| option | property | valid | default | reference | what |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var option in SomOption.All)
            output.WriteLine(
                $"| {option.Name}{(option.IsQuirk ? " †" : "")} | {option.Property} | {option.Valid}{(option.NullWord is null ? "" : $", or {option.NullWord}")} | {option.Format(SomOptions.Default)} | {option.Format(SomOptions.Reference)} | {option.Description} |"
            );
    }
}
