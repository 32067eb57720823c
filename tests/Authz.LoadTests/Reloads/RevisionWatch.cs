using Authz.Client;
using Authz.LoadTests.Questions;
using Authz.LoadTests.Servers;
using Authz.Protocol.V1;

namespace Authz.LoadTests.Reloads;

/// <summary>Asks from time to time beside the load, and counts the revisions that answered: the reloads that really happened, at least.</summary>
internal sealed class RevisionWatch : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _end;
    private readonly Task _watching;

    /// <param name="server">The sidecar.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellation">Ends it too.</param>
    public RevisionWatch(Uri server, AuthorizeRequest request, CancellationToken cancellation)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _watching = WatchAsync(server, request);
    }

    /// <summary>How often the revision was another one than in the answer before.</summary>
    public int Reloads { get; private set; }

    /// <summary>Ends it.</summary>
    /// <returns>The reloads.</returns>
    /// <exception cref="LoadFaultException">An answer was not ALLOW.</exception>
    public async Task<int> EndAsync()
    {
        await _end.CancelAsync();
        await _watching;
        return Reloads;
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task WatchAsync(Uri server, AuthorizeRequest request)
    {
        using AuthzClient client = ServerClient.Connect(server);
        var last = "";
        try
        {
            while (true)
            {
                AuthorizeResponse answer = await client.AuthorizeAsync(request, _end.Token);
                AuthorizeQuestion.ThrowUnlessAllowed(answer);
                if (last.Length > 0 && answer.PolicyRevision != last) Reloads++;
                last = answer.PolicyRevision;
                await Task.Delay(Pause, _end.Token);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // the end
        }
        catch (AuthzException exception)
        {
            throw new LoadFaultException($"a call during reloads failed: {exception.Message}");
        }
    }
}
