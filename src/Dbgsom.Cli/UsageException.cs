namespace Dbgsom.Cli;

/// <summary>The arguments of the command line are wrong.</summary>
internal sealed class UsageException(string message) : Exception(message);
