using Authz.Engine.Decisions;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Documents;

namespace Authz.Engine.Evaluation;

/// <summary>Decides whether statements match a request.</summary>
internal static class StatementMatcher
{
    /// <summary>Whether the statement matches; the cheapest part is asked first.</summary>
    /// <param name="statement">The statement; it names the action.</param>
    /// <param name="request">The request.</param>
    /// <param name="hasBoundary">Whether the caller has a permissions boundary (P15).</param>
    /// <param name="naming">How the statement names the caller; <see cref="Naming.Direct"/> where no principal stands.</param>
    /// <param name="trace">What is told.</param>
    public static bool IsMatch<TTrace>(
        CompiledStatement statement, in AuthorizationRequest request, bool hasBoundary, out Naming naming, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        naming = Naming.Direct;
        if (statement.Principals is { } principals)
        {
            naming = principals.IsNot
                ? (PrincipalMatcher.IsSpared(principals, request.Caller, hasBoundary) ? Naming.None : Naming.Direct)
                : PrincipalMatcher.NamingOf(principals, request.Caller);
            if (naming == Naming.None && !GoesOn(statement, StatementElement.Principal, ref trace)) return false;
        }

        if (TTrace.IsOn)
        {
            foreach (ResourcePattern pattern in statement.Resources) MissingVariables.Report(pattern, request.Context, ref trace);
        }

        var namesResource = NamesResource(statement, request);
        if (!namesResource && !GoesOn(statement, StatementElement.Resource, ref trace)) return false;
        if (!ConditionsHold(statement, request.Context, ref trace) || !namesResource || naming == Naming.None) return false;
        trace.Matched(statement);
        return true;
    }

    private static bool GoesOn<TTrace>(CompiledStatement statement, StatementElement missed, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        if (TTrace.IsWhole) trace.Missed(statement, missed, null);
        return TTrace.IsWhole;
    }

    private static bool NamesResource(CompiledStatement statement, in AuthorizationRequest request)
    {
        if (statement.NamesEveryResource) return statement.Resources.Length == 0 || request.Resource.Text is not null;
        foreach (ResourcePattern pattern in statement.Resources)
        {
            if (ResourceMatcher.IsMatch(pattern, request.Resource, request.Context, statement.IsWide)) return !statement.IsNotResource;
        }

        return statement.IsNotResource;
    }

    private static bool ConditionsHold<TTrace>(CompiledStatement statement, RequestContext context, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        var holds = true;
        var wouldHold = true;
        foreach (CompiledCondition condition in statement.Conditions)
        {
            ConditionMatcher.Verdict verdict = ConditionMatcher.Judge(condition, context, ref trace);
            if (verdict == ConditionMatcher.Verdict.Holds) continue;
            if (!TTrace.IsOn) return false;
            holds = false;
            wouldHold &= verdict == ConditionMatcher.Verdict.Unreadable;
            if (TTrace.IsWhole) trace.Missed(statement, StatementElement.Condition, condition);
        }

        if (TTrace.IsOn && !holds && wouldHold && statement.Origin.Effect == Effect.Deny) ReportUnreadable(statement, context, ref trace);
        return holds;
    }

    private static void ReportUnreadable<TTrace>(CompiledStatement statement, RequestContext context, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        foreach (CompiledCondition condition in statement.Conditions)
        {
            if (ConditionMatcher.IsUnreadable(condition, context)) trace.Unreadable(condition.Key);
        }
    }
}
