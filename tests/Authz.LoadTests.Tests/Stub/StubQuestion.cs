using Authz.LoadTests.Questions;

namespace Authz.LoadTests.Tests.Stub;

/// <summary>A question to <see cref="StubServer"/>.</summary>
/// <param name="requestLength">Bytes of the request.</param>
internal sealed class StubQuestion(int requestLength = 100) : IQuestion
{
    /// <summary>The right answer.</summary>
    public static readonly byte[] Answer = [0, 0, 0, 0, 6, 8, 1, 16, 1, 77, 77];

    public string Path => "/stub.Stub/Ask";

    public ReadOnlyMemory<byte> Request { get; } = new byte[requestLength];

    public int AnswerLength => Answer.Length;

    public ReadOnlyMemory<byte> AnswerStart => Answer.AsMemory(0, 9);

    public int Decisions => 1;

    public Task CheckAsync(CancellationToken cancellation) => Task.CompletedTask;
}
