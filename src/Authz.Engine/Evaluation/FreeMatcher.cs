using System.Buffers;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Patterns;

namespace Authz.Engine.Evaluation;

/// <summary>
/// Matches ARN patterns that are not cut into fields: the wide reading (W7, W8), and those whose fields come from variables. Follows all
/// ways to match at once, character by character, so that the time is at most the product of both lengths.
/// </summary>
internal static class FreeMatcher
{
    /// <summary>Whether every variable has a value or a default.</summary>
    public static bool IsResolved(FreePattern pattern, RequestContext context)
    {
        foreach (FreeToken token in pattern.Tokens)
        {
            if (token.Token.Key is not null && GlobMatcher.TextOf(token.Token, context) is null) return false;
        }

        return true;
    }

    public static bool IsMatch(FreePattern pattern, ReadOnlySpan<char> text, RequestContext context)
    {
        // values of variables may be long and stand in a pattern many times: what cannot fit is not looked at
        int length = 0, literal = 0;
        foreach (FreeToken token in pattern.Tokens)
        {
            var part = LengthOf(token.Token, context);
            length += part;
            if (token.Token.Kind is not (TemplatePartKind.AnyRun or TemplatePartKind.AnyOne)) literal += part;
            if (literal > text.Length) return false;
        }

        if (!ReferenceEquals(context, RequestContext.Empty) && !EvaluationBudget.Spend((long)length * text.Length)) return false;
        Step[] steps = ArrayPool<Step>.Shared.Rent(length + 1);
        var states = ArrayPool<bool>.Shared.Rent(2 * (length + 1));
        try
        {
            Expand(pattern, context, steps);
            return Run(steps.AsSpan(0, length), text, states.AsSpan(0, length + 1), states.AsSpan(length + 1, length + 1));
        }
        finally
        {
            ArrayPool<Step>.Shared.Return(steps);
            ArrayPool<bool>.Shared.Return(states);
        }
    }

    private readonly record struct Step(TemplatePartKind Kind, char Character, bool CrossesColons);

    private static int LengthOf(PatternToken token, RequestContext context) =>
        token.Kind is TemplatePartKind.AnyRun or TemplatePartKind.AnyOne ? 1 : GlobMatcher.TextOf(token, context)?.Length ?? 0;

    private static void Expand(FreePattern pattern, RequestContext context, Span<Step> steps)
    {
        var at = 0;
        var colons = 0;
        foreach (FreeToken token in pattern.Tokens)
        {
            if (token.Token.Kind is TemplatePartKind.AnyRun or TemplatePartKind.AnyOne)
            {
                var crosses = token.Crossing == ColonCrossing.BehindFifthColon
                    ? colons >= ArnPattern.FieldCount - 1
                    : token.Crossing == ColonCrossing.Always;
                steps[at++] = new Step(token.Token.Kind, '\0', crosses);
                continue;
            }

            foreach (var character in GlobMatcher.TextOf(token.Token, context) ?? "")
            {
                if (character == ':') colons++;
                steps[at++] = new Step(TemplatePartKind.Literal, character, false);
            }
        }

        // W9: missing fields match everything. What ends in a star is known only now: a variable's value may be empty
        if (at > 0 && steps[at - 1].Kind == TemplatePartKind.AnyRun) steps[at - 1] = steps[at - 1] with { CrossesColons = true };
    }

    // states[i]: the first i steps can match what was read so far
    private static bool Run(ReadOnlySpan<Step> steps, ReadOnlySpan<char> text, Span<bool> now, Span<bool> next)
    {
        now.Clear();
        now[0] = true;
        SkipRuns(steps, now);
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            var isPair = at + 1 < text.Length && char.IsSurrogatePair(character, text[at + 1]);
            var first = now.IndexOf(true);
            if (first < 0) return false;
            next.Clear();
            for (var i = first; i < steps.Length; i++)
            {
                if (!now[i]) continue;
                Step step = steps[i];
                if (step.Kind == TemplatePartKind.Literal ? step.Character != character : character == ':' && !step.CrossesColons) continue;
                // one character may be a surrogate pair: the step is done with its second half
                var stays = step.Kind == TemplatePartKind.AnyRun || (step.Kind == TemplatePartKind.AnyOne && isPair);
                next[stays ? i : i + 1] = true;
            }

            SkipRuns(steps, next);
            Span<bool> last = now;
            now = next;
            next = last;
        }

        return now[steps.Length];
    }

    // a run may be empty
    private static void SkipRuns(ReadOnlySpan<Step> steps, Span<bool> states)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            if (states[i] && steps[i].Kind == TemplatePartKind.AnyRun) states[i + 1] = true;
        }
    }
}
