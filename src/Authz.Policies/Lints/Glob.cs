using System.Collections.Immutable;
using Authz.Policies.Patterns;

namespace Authz.Policies.Lints;

/// <summary>
/// A template as a run of symbols that can be compared with another one: does it match all that the other matches? The answer yes is
/// always right; a no may miss a covering that needs several wildcards at once.
/// </summary>
internal sealed class Glob
{
    private readonly ImmutableArray<Symbol> _symbols;

    private Glob(ImmutableArray<Symbol> symbols) => _symbols = symbols;

    public static Glob Of(Template template)
    {
        var symbols = ImmutableArray.CreateBuilder<Symbol>(template.Text.Length);
        foreach (TemplatePart part in template.Parts)
        {
            if (part.Kind == TemplatePartKind.Literal)
                foreach (var character in part.Text) symbols.Add(new Symbol(part.Kind, character, null, null));
            else symbols.Add(new Symbol(part.Kind, default, part.Kind == TemplatePartKind.Variable ? part.Text.ToLowerInvariant() : null, part.Default));
        }

        return new Glob(symbols.ToImmutable());
    }

    public static Glob OfLiteral(string text) => Of(Template.OfLiteral(text));

    /// <summary>Whether this matches every text that the other matches. Linear in the usual case: one backtrack point (W14).</summary>
    public bool Covers(Glob other) => Covers(other, ComparisonBudget.ForOnePair());

    /// <summary>The same within a budget, of which every symbol that is compared takes a step.</summary>
    public bool Covers(Glob other, ComparisonBudget budget)
    {
        if (!budget.Take()) return false;
        var (mine, its, star, mark) = (0, 0, -1, 0);
        while (its < other._symbols.Length)
        {
            if (!budget.Take()) return false;
            if (mine < _symbols.Length && _symbols[mine].Kind == TemplatePartKind.AnyRun)
                (star, mark, mine) = (mine, its, mine + 1);
            else if (mine < _symbols.Length && _symbols[mine].Covers(other._symbols[its]))
                (mine, its) = (mine + 1, its + 1);
            else if (star >= 0)
                (mine, its) = (star + 1, ++mark);
            else
                return false;
        }

        while (mine < _symbols.Length && _symbols[mine].Kind == TemplatePartKind.AnyRun) mine++;
        return mine == _symbols.Length;
    }

    private readonly record struct Symbol(TemplatePartKind Kind, char Character, string? Key, string? Default)
    {
        public bool Covers(Symbol other) =>
            this == other ? Kind != TemplatePartKind.AnyRun : Kind == TemplatePartKind.AnyOne && other.Kind == TemplatePartKind.Literal;
    }
}
