using Dbgsom.Explorer.Files;
using Dbgsom.Explorer.Training;
using Dbgsom.Files;
using Dbgsom.Options;
using Dbgsom.Plots;

namespace Dbgsom.Explorer.Web;

/// <summary>The content of the form: options, figures, limits.</summary>
internal sealed record SetupContent(
    IReadOnlyList<OptionContent> Options,
    IReadOnlyList<FigureContent> Figures,
    IReadOnlyList<string> Extensions,
    IReadOnlyList<string> Encodings,
    IReadOnlyList<string> Headers,
    long MaxUpload,
    string MaxUploadText,
    double WatchedSeconds
)
{
    public static SetupContent For(long maxUpload) =>
        new(
            [.. TrainingRequest.Offered.Select(OptionContent.Of)],
            [.. FigureKind.All.Select(kind => new FigureContent(kind.Name, kind.Description, kind.NeedsData))],
            FileName.Known,
            [.. TextEncoding.All.Select(encoding => encoding.Name)],
            [.. HeaderMode.All.Select(header => header.Name)],
            maxUpload,
            Sizes.Shown(maxUpload),
            Pace.Watched.TotalSeconds
        );
}

/// <summary>An option as a field of a form.</summary>
/// <param name="Name">The name of the option.</param>
/// <param name="Description">A description of the option.</param>
/// <param name="Valid">The valid values, in words.</param>
/// <param name="NullWord">The word for no value; null where there always is one.</param>
/// <param name="Choices">All that is valid, where that is a list.</param>
/// <param name="Default">The value in the default preset, as text.</param>
/// <param name="Reference">The value in the reference preset, as text.</param>
internal sealed record OptionContent(
    string Name,
    string Description,
    string Valid,
    string? NullWord,
    IReadOnlyList<string>? Choices,
    string Default,
    string Reference
)
{
    public static OptionContent Of(SomOption option)
    {
        const string oneOf = "one of ";
        return new(
            option.Name,
            option.Description,
            option.Valid,
            option.NullWord,
            option.IsFlag ? ["false", "true"]
                : option.Valid.StartsWith(oneOf, StringComparison.Ordinal) ? option.Valid[oneOf.Length..].Split(", ")
                : null,
            Format(option, SomOptions.Default),
            Format(option, SomOptions.Reference)
        );
    }

    private static string Format(SomOption option, SomOptions options) =>
        option.IsFlag
            ? (bool)option.ToJson(options)!
                ? "true"
                : "false"
            : option.Format(options);
}

/// <summary>A kind of figure.</summary>
internal sealed record FigureContent(string Name, string Description, bool NeedsData);
