namespace Dbgsom.TestSupport;

/// <summary>Handles progress reports on the thread that sends them, unlike <see cref="Progress{T}"/>.</summary>
public sealed class Listener<T>(Action<T> hear) : IProgress<T>
{
    public void Report(T value) => hear(value);
}
