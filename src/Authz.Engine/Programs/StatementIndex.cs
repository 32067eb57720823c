using System.Collections.Frozen;

namespace Authz.Engine.Programs;

/// <summary>
/// Statements by action, so that a request meets only those that can name its action. A statement stands in just one of the three
/// lists that an action leads to. Immutable.
/// </summary>
internal sealed class StatementIndex(
    FrozenDictionary<string, CompiledStatement[]> byAction,
    FrozenDictionary<string, CompiledStatement[]> byService,
    CompiledStatement[] general)
{
    /// <summary>Statements that name an action without wildcards.</summary>
    public FrozenDictionary<string, CompiledStatement[]> ByAction { get; } = byAction;

    /// <summary>Statements with a pattern whose service prefix has no wildcard.</summary>
    public FrozenDictionary<string, CompiledStatement[]>.AlternateLookup<ReadOnlySpan<char>> ByService { get; } =
        byService.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>All others.</summary>
    public CompiledStatement[] General { get; } = general;
}
