using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dbgsom.Mutants;

/// <summary>
/// All changes of a file: operators for their neighbors, conditions for their opposites, numbers for others, calls for the other of a pair,
/// statements for none. Texts are left alone: they are messages for the most part.
/// </summary>
internal sealed class MutationFinder(string file) : CSharpSyntaxWalker
{
    private static readonly Dictionary<string, string[]> Operators = new()
    {
        ["+"] = ["-"],
        ["-"] = ["+"],
        ["*"] = ["/"],
        ["/"] = ["*"],
        ["%"] = ["*"],
        ["<"] = ["<=", ">="],
        ["<="] = ["<", ">"],
        [">"] = [">=", "<="],
        [">="] = [">", "<"],
        ["=="] = ["!="],
        ["!="] = ["=="],
        ["&&"] = ["||"],
        ["||"] = ["&&"],
        ["<<"] = [">>"],
        [">>"] = ["<<"],
        ["&"] = ["|"],
        ["|"] = ["&"],
        ["+="] = ["-="],
        ["-="] = ["+="],
        ["*="] = ["/="],
        ["/="] = ["*="],
        ["++"] = ["--"],
        ["--"] = ["++"],
    };

    private static readonly Dictionary<string, string> Calls = new()
    {
        ["Min"] = "Max",
        ["Max"] = "Min",
        ["MinBy"] = "MaxBy",
        ["Floor"] = "Ceiling",
        ["Ceiling"] = "Floor",
        ["Any"] = "All",
        ["All"] = "Any",
        ["First"] = "Last",
        ["Last"] = "First",
        ["Take"] = "Skip",
        ["Skip"] = "Take",
        ["Order"] = "OrderDescending",
        ["OrderBy"] = "OrderByDescending",
        ["OrderByDescending"] = "OrderBy",
        ["Sqrt"] = "Abs",
    };

    public List<Mutation> Found { get; } = [];

    public override void VisitAttributeList(AttributeListSyntax node) { }

    public override void VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        ReplaceOperator(node.OperatorToken);
        base.VisitBinaryExpression(node);
    }

    public override void VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        ReplaceOperator(node.OperatorToken);
        base.VisitAssignmentExpression(node);
    }

    public override void VisitPostfixUnaryExpression(PostfixUnaryExpressionSyntax node)
    {
        ReplaceOperator(node.OperatorToken);
        base.VisitPostfixUnaryExpression(node);
    }

    public override void VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        if (node.IsKind(SyntaxKind.LogicalNotExpression) || node.IsKind(SyntaxKind.UnaryMinusExpression))
            Replace(node, node.Operand.ToString());
        else
            ReplaceOperator(node.OperatorToken);
        base.VisitPrefixUnaryExpression(node);
    }

    public override void VisitLiteralExpression(LiteralExpressionSyntax node)
    {
        if (node.IsKind(SyntaxKind.TrueLiteralExpression))
            Replace(node, "false");
        else if (node.IsKind(SyntaxKind.FalseLiteralExpression))
            Replace(node, "true");
        else if (node.Token.Value is int whole)
            Replace(node, (whole + 1).ToString(CultureInfo.InvariantCulture));
        else if (node.Token.Value is double real)
            Replace(node, real == 0 ? "1.0" : (real * 2).ToString("R", CultureInfo.InvariantCulture) + "d");
    }

    public override void VisitIfStatement(IfStatementSyntax node)
    {
        Negate(node.Condition);
        base.VisitIfStatement(node);
    }

    public override void VisitConditionalExpression(ConditionalExpressionSyntax node)
    {
        Negate(node.Condition);
        base.VisitConditionalExpression(node);
    }

    public override void VisitIdentifierName(IdentifierNameSyntax node)
    {
        if (
            node.Parent is MemberAccessExpressionSyntax access
            && access.Name == node
            && Calls.TryGetValue(node.Identifier.Text, out string? other)
        )
            Replace(node, other);
        base.VisitIdentifierName(node);
    }

    public override void VisitExpressionStatement(ExpressionStatementSyntax node)
    {
        Replace(node, ";");
        base.VisitExpressionStatement(node);
    }

    public override void VisitContinueStatement(ContinueStatementSyntax node) => Replace(node, ";");

    public override void VisitBreakStatement(BreakStatementSyntax node) => Replace(node, ";");

    private void ReplaceOperator(SyntaxToken token)
    {
        foreach (string other in Operators.GetValueOrDefault(token.Text) ?? [])
            Found.Add(
                new(file, token.Span, Line(token.GetLocation()), $"{token.Parent}", $"{token.Parent}".Replace(token.Text, other))
                {
                    With = other,
                }
            );
    }

    private void Negate(ExpressionSyntax condition)
    {
        if (condition is IsPatternExpressionSyntax { Pattern: DeclarationPatternSyntax or RecursivePatternSyntax })
            return;
        Replace(condition, $"!({condition})");
    }

    private void Replace(SyntaxNode node, string with) =>
        Found.Add(new(file, node.Span, Line(node.GetLocation()), node.ToString(), with) { With = with });

    private static int Line(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;
}
