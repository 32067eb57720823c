namespace Authz.Conformance.Reference;

/// <summary>A document or scenario field is refused at load; caught in <see cref="ReferenceEvaluator"/> alone.</summary>
public sealed class RefusedException(string reason) : Exception(reason)
{
    /// <summary>Ends reading unless <paramref name="holds"/>.</summary>
    public static void Unless(bool holds, string reason)
    {
        if (!holds)
            throw new RefusedException(reason);
    }
}
