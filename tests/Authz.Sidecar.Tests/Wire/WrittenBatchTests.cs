using System.Buffers;
using Authz.Protocol.V1;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;

namespace Authz.Sidecar.Tests.Wire;

public sealed class WrittenBatchTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 10)]
    [InlineData(1000, 10)]
    [InlineData(3, 100_000)] // far more than is expected of an answer
    public void Answers_are_read_in_order(int count, int characters)
    {
        var batch = new WrittenBatch(count);
        for (var i = 0; i < count; i++)
            batch.Add(new AuthorizeWriter().Write(new AuthorizationAnswer { Reason = AuthorizationReason.NotReady, Message = $"{i} " + new string('x', characters) }, WrittenAnswerTests.Id));
        var output = new ArrayBufferWriter<byte>();
        var length = batch.Length;
        batch.MoveTo(output);
        Assert.Equal(length, output.WrittenCount);
        AuthorizeBatchResponse read = AuthorizeBatchResponse.Parser.ParseFrom(output.WrittenSpan);
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"{i} " + new string('x', characters)), read.Responses.Select(static r => r.Message));
    }

    [Fact]
    public void What_was_moved_is_empty()
    {
        var batch = new WrittenBatch(1);
        batch.Add(new AuthorizeWriter().Write(new AuthorizationAnswer { Reason = AuthorizationReason.RequestInvalid, Message = "fault" }, WrittenAnswerTests.Id));
        batch.MoveTo(new ArrayBufferWriter<byte>());
        var output = new ArrayBufferWriter<byte>();
        batch.MoveTo(output);
        Assert.Equal((0, 0), (batch.Length, output.WrittenCount));
    }
}
