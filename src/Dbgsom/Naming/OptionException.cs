namespace Dbgsom.Naming;

/// <summary>
/// Options that are out of range or do not go together. The message calls an option by its property; <see cref="In"/> says the same with the names
/// that command lines, files and pages have for them.
/// </summary>
/// <param name="property">The property of <see cref="SomOptions"/> at fault.</param>
/// <param name="message">The message, given how the option of a property is called.</param>
internal sealed class OptionException(string property, Func<Func<string, string>, string> message)
    : ArgumentException(message(name => name), property)
{
    /// <summary>The message with other names.</summary>
    /// <param name="name">The name for a property.</param>
    public string In(Func<string, string> name) => message(name);
}
