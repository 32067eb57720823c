using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Patterns;

namespace Authz.Engine.Evaluation;

/// <summary>
/// Matches texts against patterns: two cursors and one place to come back to, so that the time is at most the product of both
/// lengths (W14). A variable's value is literal text (V8); without a value its pattern matches nothing (V6, V7).
/// </summary>
internal static class GlobMatcher
{
    private const int StepsAtOnce = 1 << 16;

    // not worth counting: a pattern that takes as many is as cheap as one that is compared
    private const int FewSteps = 64;

    /// <summary>Whether the whole text matches (W15).</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="text">The text.</param>
    /// <param name="context">Where variables get their values.</param>
    public static bool IsMatch(TextPattern pattern, ReadOnlySpan<char> text, RequestContext context) => pattern.Kind switch
    {
        TextPatternKind.Any => true,
        TextPatternKind.Exact => text.SequenceEqual(pattern.Text),
        TextPatternKind.Prefix => text.StartsWith(pattern.Text),
        TextPatternKind.Suffix => text.EndsWith(pattern.Text),
        _ => IsResolved(pattern, context) && IsMatch(pattern.Tokens, text, context, StringComparison.Ordinal),
    };

    /// <summary>Whether the whole text matches without case.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="text">The text.</param>
    /// <param name="context">Where variables get their values.</param>
    public static bool IsMatchWithoutCase(TextPattern pattern, ReadOnlySpan<char> text, RequestContext context) => pattern.Kind switch
    {
        TextPatternKind.Any => true,
        TextPatternKind.Exact => text.Equals(pattern.Text, StringComparison.OrdinalIgnoreCase),
        TextPatternKind.Prefix => text.StartsWith(pattern.Text, StringComparison.OrdinalIgnoreCase),
        TextPatternKind.Suffix => text.EndsWith(pattern.Text, StringComparison.OrdinalIgnoreCase),
        _ => IsResolved(pattern, context) && IsMatch(pattern.Tokens, text, context, StringComparison.OrdinalIgnoreCase),
    };

    /// <summary>Whether every variable has a value or a default.</summary>
    public static bool IsResolved(TextPattern pattern, RequestContext context)
    {
        if (!pattern.HasVariables) return true;
        foreach (PatternToken token in pattern.Tokens)
        {
            if (TextOf(token, context) is null) return false;
        }

        return true;
    }

    /// <summary>A literal's characters, or a variable's value or default; null when it has neither.</summary>
    public static string? TextOf(PatternToken token, RequestContext context) =>
        token.Key is null ? token.Text : context.SingleOf(token.Key) ?? token.Text;

    private static bool IsMatch(PatternToken[] tokens, ReadOnlySpan<char> text, RequestContext context, StringComparison comparison)
    {
        int token = 0, at = 0;
        // the last star passed, and how far its run reaches
        int star = -1, runEnd = 0;
        var steps = 0;
        while (true)
        {
            // INVARIANT: what has no request (names of actions) is remembered for all requests, and must not depend on what one of them cost
            if (++steps == StepsAtOnce && !ReferenceEquals(context, RequestContext.Empty))
            {
                if (!EvaluationBudget.Spend(steps)) return false;
                steps = 0;
            }

            if (token < tokens.Length)
            {
                PatternToken current = tokens[token];
                if (current.Kind == TemplatePartKind.AnyRun)
                {
                    (star, runEnd) = (token, at);
                    token++;
                    continue;
                }

                if (TryConsume(current, text[at..], context, comparison, out var length))
                {
                    at += length;
                    token++;
                    continue;
                }
            }
            else if (at == text.Length)
            {
                return Spent(steps, context, true);
            }

            if (star < 0 || ++runEnd > text.Length) return Spent(steps, context, false);
            (token, at) = (star + 1, runEnd);
        }
    }

    private static bool Spent(int steps, RequestContext context, bool isMatch) =>
        ReferenceEquals(context, RequestContext.Empty) || steps < FewSteps || EvaluationBudget.Spend(steps) ? isMatch : false;

    private static bool TryConsume(
        PatternToken token, ReadOnlySpan<char> text, RequestContext context, StringComparison comparison, out int length)
    {
        if (token.Kind == TemplatePartKind.AnyOne)
        {
            length = text.Length > 1 && char.IsHighSurrogate(text[0]) && char.IsLowSurrogate(text[1]) ? 2 : 1;
            return !text.IsEmpty;
        }

        var literal = TextOf(token, context) ?? "";
        length = literal.Length;
        return text.StartsWith(literal, comparison);
    }
}
