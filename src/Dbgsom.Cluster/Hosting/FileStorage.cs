using Dbgsom.Rows;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;

namespace Dbgsom.Cluster.Hosting;

/// <summary>Stores the state of jobs in a folder, one atomically replaced file per job, for silos that share a disk.</summary>
/// <param name="serializer">Makes bytes of states.</param>
/// <param name="folder">The folder.</param>
internal sealed class FileStorage(Serializer serializer, string folder) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string file = File(stateName, grainId);
        if (!System.IO.File.Exists(file))
            return;
        grainState.State = serializer.Deserialize<T>(await System.IO.File.ReadAllBytesAsync(file));
        grainState.RecordExists = true;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Directory.CreateDirectory(folder);
        byte[] bytes = serializer.SerializeToArray(grainState.State);
        WholeFile.Write(File(stateName, grainId), stream => stream.Write(bytes));
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        System.IO.File.Delete(File(stateName, grainId));
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private string File(string stateName, GrainId grainId) =>
        Path.Combine(folder, $"{stateName}-{Uri.EscapeDataString($"{grainId.Key}")}.state");
}
