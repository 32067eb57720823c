using Authz.Policies.Names;

namespace Authz.Engine.Programs;

/// <summary>
/// Remembers what an index holds for actions that were asked, so that patterns of actions are matched once and not for every request. Holds
/// no decision. Bounded: a new action may push out another one. Thread-safe without locks: a view that is lost is made again.
/// </summary>
internal sealed class ActionMemo
{
    /// <summary>Most actions remembered.</summary>
    public const int Size = Sets * Ways;

    private const int Sets = 64;
    private const int Ways = 4;

    private readonly ActionView?[] _views = new ActionView?[Size];

    /// <summary>The view of an action; null when it is not remembered.</summary>
    public ActionView? Find(in ActionName action)
    {
        var first = FirstOf(action.Hash);
        for (var i = first; i < first + Ways; i++)
        {
            if (Volatile.Read(ref _views[i]) is { } view && view.Hash == action.Hash && IsSame(view.Action, action.Text!)) return view;
        }

        return null;
    }

    /// <summary>Remembers a view: in the first empty place of its set, else in the place of another one.</summary>
    public void Keep(ActionView view)
    {
        var first = FirstOf(view.Hash);
        var place = first + (int)(view.Hash >> 60) % Ways;
        for (var i = first; i < first + Ways; i++)
        {
            if (Volatile.Read(ref _views[i]) is not null) continue;
            place = i;
            break;
        }

        Volatile.Write(ref _views[place], view);
    }

    private static int FirstOf(ulong hash) => (int)((hash >> 32) % Sets) * Ways;

    private static bool IsSame(string one, string other) =>
        string.Equals(one, other, StringComparison.Ordinal) || string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
