using Authz.LoadTests.Questions;

namespace Authz.LoadTests.Servers;

/// <summary>A server, and what it is asked.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="Server">The server.</param>
/// <param name="Question">What it is asked.</param>
/// <param name="IsCounted">Whether the server counts its decisions, as the sidecar does.</param>
internal sealed record Subject(string Name, ServerProcess Server, IQuestion Question, bool IsCounted)
{
    /// <summary>Runs a load between two checks of the answers.</summary>
    /// <param name="load">The load.</param>
    /// <param name="calls">How many calls a load saw answered.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="LoadFaultException">Not every answer was right: what was measured does not count.</exception>
    public async Task<T> CheckedAsync<T>(Func<Task<T>> load, Func<T, long> calls, CancellationToken cancellation)
    {
        await Question.CheckAsync(cancellation);
        DecisionCount before = IsCounted ? await DecisionCount.ReadAsync(Server.Operations, cancellation) : default;
        T figures = await load();
        if (IsCounted)
            (await DecisionCount.ReadAsync(Server.Operations, cancellation)).ThrowUnlessAllowed(before, calls(figures) * Question.Decisions);
        await Question.CheckAsync(cancellation);
        return figures;
    }
}
