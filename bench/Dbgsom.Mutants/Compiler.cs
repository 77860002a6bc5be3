using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Dbgsom.Mutants;

/// <summary>Compiles the library with one of its files changed.</summary>
internal sealed class Compiler
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14);

    private readonly Dictionary<string, SyntaxTree> trees = [];
    private readonly CSharpCompilation compilation;
    private readonly string resource;

    /// <param name="sources">The folder of the library, which was built.</param>
    public Compiler(string sources)
    {
        resource = Directory.EnumerateFiles(sources, "shapes.csv", SearchOption.AllDirectories).First();
        string generated = Path.Combine(sources, "obj", "Release", "net10.0");
        foreach (string path in Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories))
        {
            string file = Path.GetRelativePath(sources, path).Replace('\\', '/');
            bool built = file.StartsWith("obj/", StringComparison.Ordinal) || file.StartsWith("bin/", StringComparison.Ordinal);
            if (!built || Path.GetDirectoryName(path) == generated)
                trees[file] = CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(path)), Parsing, file);
        }
        string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        compilation = CSharpCompilation.Create(
            "Dbgsom",
            trees.Values,
            platform
                .Where(path => Path.GetDirectoryName(path) == framework)
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable,
                deterministic: true
            )
        );
    }

    public IEnumerable<string> Files => trees.Keys;

    public IEnumerable<Mutation> Mutations(string file)
    {
        var finder = new MutationFinder(file);
        finder.Visit(trees[file].GetRoot());
        return finder.Found;
    }

    /// <summary>The library with a change, or as it is; null where the change does not compile.</summary>
    public byte[]? Compile(Mutation? mutation)
    {
        var changed = compilation;
        if (mutation is not null)
        {
            var tree = trees[mutation.File];
            var text = tree.GetText().WithChanges(new TextChange(mutation.Span, mutation.With));
            changed = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(text));
        }
        var (library, errors) = Emit(changed);
        return library ?? (mutation is null ? throw new InvalidOperationException(string.Join('\n', errors.Take(5))) : null);
    }

    /// <summary>The library with notes of what ran.</summary>
    public byte[] Compile(Reach reach)
    {
        while (true)
        {
            var noted = compilation;
            foreach (var (file, tree) in trees)
                noted = noted.ReplaceSyntaxTree(tree, reach.Add(file, tree, Parsing));
            var (library, errors) = Emit(noted.AddSyntaxTrees(reach.Notes(Parsing)));
            if (library is not null)
                return library;
            // An error without a place in the sources does not go away by leaving a member out.
            if (errors.FirstOrDefault(error => error.Location.SourceTree is null) is { } elsewhere)
                throw new InvalidOperationException(elsewhere.ToString());
            reach.Leave(errors);
        }
    }

    private (byte[]? Library, IReadOnlyList<Diagnostic> Errors) Emit(CSharpCompilation changed)
    {
        using var library = new MemoryStream();
        var shapes = new ResourceDescription("shapes.csv", () => File.OpenRead(resource), true);
        var result = changed.Emit(library, manifestResources: [shapes]);
        return result.Success
            ? (library.ToArray(), [])
            : (null, [.. result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)]);
    }
}
