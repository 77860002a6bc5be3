namespace Dbgsom.Naming;

/// <summary>
/// For tools that offer choices by name: a member of a family of choices, with its name in options, JSON files and on the command line.
/// </summary>
/// <typeparam name="TSelf">The family of the choice.</typeparam>
public interface INamed<TSelf>
    where TSelf : INamed<TSelf>
{
    /// <summary>The name, in lower case, as written in files and on the command line.</summary>
    string Name { get; }

    /// <summary>Every member of the family. Parsing, help and the contract tests read this list.</summary>
    static abstract IReadOnlyList<TSelf> All { get; }
}

/// <summary>Finds choices by name.</summary>
public static class Named
{
    /// <summary>Returns the member of <typeparamref name="T"/> with the given name.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <exception cref="ArgumentException">No member has that name; the message lists the valid names.</exception>
    public static T Parse<T>(string name)
        where T : INamed<T> =>
        T.All.FirstOrDefault(choice => string.Equals(choice.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"'{name}' is not one of {NamesOf<T>()}");

    /// <summary>Returns the names of all members, as in "gaussian, cutgauss".</summary>
    public static string NamesOf<T>()
        where T : INamed<T> => string.Join(", ", T.All.Select(choice => choice.Name));
}
