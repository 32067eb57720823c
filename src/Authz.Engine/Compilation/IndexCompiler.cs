using Authz.Engine.Programs;
using Authz.Policies.Documents;
using Authz.Policies.Patterns;

namespace Authz.Engine.Compilation;

/// <summary>Makes the index of layers that are searched together.</summary>
internal static class IndexCompiler
{
    /// <summary>Makes the index.</summary>
    /// <param name="layers">The layers, by slot.</param>
    /// <param name="isShared">Whether it serves so many requests that a memo of their actions pays.</param>
    public static StatementIndex Compile(ReadOnlySpan<LayerProgram> layers, bool isShared)
    {
        if (StatementCountOf(layers) == 0) return StatementIndex.Empty;
        var builder = new Builder();
        foreach (LayerProgram layer in layers)
        {
            foreach (CompiledStatement statement in layer.Statements) builder.Add(statement);
        }

        return builder.Build(isShared);
    }

    private static int StatementCountOf(ReadOnlySpan<LayerProgram> layers)
    {
        var count = 0;
        foreach (LayerProgram layer in layers) count += layer.StatementCount;
        return count;
    }

    private sealed class Builder
    {
        private readonly Dictionary<string, Place> _byAction = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Place> _byService = new(StringComparer.Ordinal);
        private readonly Place _general = new();
        private SlotSet _open;

        public void Add(CompiledStatement statement)
        {
            if (IsOpen(statement)) _open = _open.With(statement.Slot);
            ReadOnlySpan<ActionPattern> actions = statement.Source.Actions.AsSpan();
            if (statement.IsNotAction || HasServiceWildcard(actions))
            {
                _general.Add(statement);
                return;
            }

            foreach (ActionPattern action in actions)
            {
                if (action.HasWildcards) PlaceOf(_byService, action.Service).Add(statement);
            }

            foreach (ActionPattern action in actions)
            {
                if (!action.HasWildcards && !IsByService(actions, action.Service)) PlaceOf(_byAction, action.Template.Text).Add(statement);
            }
        }

        public StatementIndex Build(bool isShared) => new()
        {
            ByAction = Build(_byAction),
            ByService = Build(_byService),
            General = _general.Build(),
            Open = _open,
            Memo = isShared ? new ActionMemo() : null,
        };

        private static CaselessTable<Candidates> Build(Dictionary<string, Place> places)
        {
            if (places.Count == 0) return CaselessTable<Candidates>.Empty;
            var built = new KeyValuePair<string, Candidates>[places.Count];
            var at = 0;
            foreach ((var key, Place place) in places) built[at++] = new(key, place.Build());
            return new CaselessTable<Candidates>(built);
        }

        private static bool IsOpen(CompiledStatement statement) => statement is
        {
            Origin.Effect: Effect.Allow, NamesEveryAction: true, NamesEveryResource: true, Conditions: [], Principals: null,
        };

        private static bool HasServiceWildcard(ReadOnlySpan<ActionPattern> actions)
        {
            foreach (ActionPattern action in actions)
            {
                if (action.HasServiceWildcard) return true;
            }

            return false;
        }

        private static bool IsByService(ReadOnlySpan<ActionPattern> actions, string service)
        {
            foreach (ActionPattern action in actions)
            {
                if (action.HasWildcards && action.Service == service) return true;
            }

            return false;
        }

        private static Place PlaceOf(Dictionary<string, Place> places, string key)
        {
            if (!places.TryGetValue(key, out Place? place)) places[key] = place = new Place();
            return place;
        }
    }

    /// <summary>The statements of one place.</summary>
    private sealed class Place
    {
        private readonly List<CompiledStatement> _denies = [];
        private readonly List<CompiledStatement> _allows = [];

        public void Add(CompiledStatement statement)
        {
            List<CompiledStatement> statements = statement.Origin.Effect == Effect.Deny ? _denies : _allows;
            // two actions of one statement may lead to one place
            if (statements.Count == 0 || statements[^1] != statement) statements.Add(statement);
        }

        public Candidates Build() => new(TreeCompiler.Compile(_denies), TreeCompiler.Compile(_allows));
    }
}
