namespace Authz.Engine.Requests;

/// <summary>A family of the catalogue whose members are told apart by a tag's key. Values are texts.</summary>
/// <param name="prefix">The family's name, <c>/</c> at its end.</param>
public sealed class KnownKeyFamily(string prefix)
{
    /// <summary>The key for a tag.</summary>
    public string Of(string tag) => prefix + tag;
}
