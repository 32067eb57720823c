using System.Buffers;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Patterns;

namespace Authz.Engine.Evaluation;

/// <summary>
/// The wide reading of ARN patterns (W7, W8), needed only when the narrow one fails and the colons may align otherwise: the resource has
/// more than five, or the pattern has fewer. Follows all readings at once, character by character, so that the time is at most the product of both lengths.
/// </summary>
internal static class WideMatcher
{
    public static bool IsMatch(WidePattern pattern, ReadOnlySpan<char> text, RequestContext context)
    {
        var length = 0;
        foreach (WideToken token in pattern.Tokens) length += LengthOf(token.Token, context);
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

    private static void Expand(WidePattern pattern, RequestContext context, Span<Step> steps)
    {
        var at = 0;
        foreach (WideToken token in pattern.Tokens)
        {
            if (token.Token.Kind is TemplatePartKind.AnyRun or TemplatePartKind.AnyOne)
            {
                steps[at++] = new Step(token.Token.Kind, '\0', token.CrossesColons);
                continue;
            }

            foreach (var character in GlobMatcher.TextOf(token.Token, context) ?? "")
                steps[at++] = new Step(TemplatePartKind.Literal, character, false);
        }
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
            next.Clear();
            for (var i = 0; i < steps.Length; i++)
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
