using Authz.Engine.Programs;
using Authz.Engine.Requests;

namespace Authz.Engine.Evaluation;

/// <summary>Tells a trace which variables of a pattern have neither value nor default.</summary>
internal static class MissingVariables
{
    public static void Report<TTrace>(TextPattern pattern, RequestContext context, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        if (!pattern.HasVariables) return;
        foreach (PatternToken token in pattern.Tokens) Report(token, context, ref trace);
    }

    public static void Report<TTrace>(ResourcePattern pattern, RequestContext context, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        if (pattern.HasVariables)
        {
            foreach (FieldPattern field in pattern.Fields) Report(field.Pattern, context, ref trace);
        }

        if (pattern.Late is not { } late) return;
        foreach (FreeToken token in late.Tokens) Report(token.Token, context, ref trace);
    }

    private static void Report<TTrace>(PatternToken token, RequestContext context, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        if (token.Key is not null && GlobMatcher.TextOf(token, context) is null) trace.Missing(token.Key);
    }
}
