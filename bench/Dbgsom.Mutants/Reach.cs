using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Dbgsom.Mutants;

/// <summary>
/// Makes members of the library note that they ran, so that a change is only tried with tests that reach it. A member is numbered by its place;
/// what belongs to none, such as the values of fields, counts as reached by all.
/// </summary>
internal sealed class Reach
{
    /// <summary>The variable of the environment with the path where a process leaves the numbers of what ran in it.</summary>
    public const string Variable = "DBGSOM_MUTANTS_REACHED";

    private readonly List<(string File, TextSpan Span)> members = [];
    private readonly HashSet<(string, TextSpan)> left = [];

    /// <summary>What the members call.</summary>
    public SyntaxTree Notes(CSharpParseOptions parsing) =>
        CSharpSyntaxTree.ParseText(
            $$"""
            internal static class Reached
            {
                private static readonly bool[] seen = new bool[{{members.Count}}];

                static Reached() =>
                    System.AppDomain.CurrentDomain.ProcessExit += (_, _) =>
                        System.IO.File.WriteAllText(
                            System.Environment.GetEnvironmentVariable("{{Variable}}"),
                            string.Join(' ', System.Linq.Enumerable.Where(System.Linq.Enumerable.Range(0, seen.Length), i => seen[i]))
                        );

                public static bool Note(int member)
                {
                    seen[member] = true;
                    return true;
                }
            }
            """,
            parsing,
            "Reached.cs"
        );

    /// <summary>A file with notes in its members.</summary>
    public SyntaxTree Add(string file, SyntaxTree tree, CSharpParseOptions parsing)
    {
        var changes = new List<TextChange>();
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            var (block, arrow, isVoid) = Body(node);
            if ((block is null && arrow is null) || left.Contains((file, node.Span)))
                continue;
            string note = $"global::Reached.Note({members.Count})";
            if (block is not null)
                changes.Add(new TextChange(new TextSpan(block.OpenBraceToken.Span.End, 0), $" {note};"));
            else if (isVoid)
                changes.Add(new TextChange(With(arrow!, node), $"{{ {note}; {arrow!.Expression}; }}"));
            else
                changes.Add(new TextChange(arrow!.Expression.Span, $"{note} ? {arrow.Expression} : default!"));
            members.Add((file, node.Span));
        }
        var text = tree.GetText().WithChanges(changes);
        return CSharpSyntaxTree.ParseText(text, parsing, file);
    }

    /// <summary>Begins anew without the members that errors lie in; there were some.</summary>
    public void Leave(IEnumerable<Diagnostic> errors)
    {
        foreach (var error in errors)
        {
            // The number of the member is what the text before the error noted last.
            string before = error.Location.SourceTree!.GetText().ToString()[..error.Location.SourceSpan.End];
            int at = before.LastIndexOf("global::Reached.Note(", StringComparison.Ordinal);
            string number = before[(before.IndexOf('(', at) + 1)..before.IndexOf(')', at)];
            left.Add(members[int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)]);
        }
        members.Clear();
    }

    /// <summary>The number of the member in which a change lies; −1 for none.</summary>
    public int Member(Mutation mutation) =>
        members.FindIndex(member => member.File == mutation.File && member.Span.Contains(mutation.Span));

    private static (BlockSyntax? Block, ArrowExpressionClauseSyntax? Arrow, bool IsVoid) Body(SyntaxNode node) =>
        node switch
        {
            MethodDeclarationSyntax method => (
                method.Body,
                method.Modifiers.Any(SyntaxKind.AsyncKeyword) ? null : method.ExpressionBody,
                method.ReturnType.ToString() == "void"
            ),
            ConstructorDeclarationSyntax made => (made.Body, made.ExpressionBody, true),
            BaseMethodDeclarationSyntax other => (other.Body, other.ExpressionBody, false),
            AccessorDeclarationSyntax accessor => (
                accessor.Body,
                accessor.ExpressionBody,
                !accessor.IsKind(SyntaxKind.GetAccessorDeclaration)
            ),
            PropertyDeclarationSyntax property => (null, property.ExpressionBody, false),
            IndexerDeclarationSyntax indexer => (null, indexer.ExpressionBody, false),
            _ => (null, null, false),
        };

    // From the arrow to the semicolon.
    private static TextSpan With(ArrowExpressionClauseSyntax arrow, SyntaxNode node) =>
        TextSpan.FromBounds(arrow.SpanStart, node.Span.End);
}
