using System.Text.Json.Serialization;
using Dbgsom.Explorer.Training;

namespace Dbgsom.Explorer.Web;

/// <summary>The JSON of the page, generated at build: no reflection, no types by name.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SessionState))]
[JsonSerializable(typeof(TrainingRequest))]
[JsonSerializable(typeof(SetupContent))]
[JsonSerializable(typeof(FileList))]
[JsonSerializable(typeof(PlanContent))]
[JsonSerializable(typeof(PaceRequest))]
[JsonSerializable(typeof(OpenRequest))]
[JsonSerializable(typeof(FileContent))]
[JsonSerializable(typeof(ErrorContent))]
internal sealed partial class ExplorerJson : JsonSerializerContext;

/// <summary>An error message.</summary>
internal sealed record ErrorContent(string Error);

/// <summary>How fast epochs follow one another.</summary>
internal sealed record PaceRequest(bool FullSpeed);

/// <summary>Which map to open.</summary>
internal sealed record OpenRequest(string? File);
