using System.Buffers;
using System.IO.Pipelines;
using Authz.Protocol.V1;
using Authz.Sidecar.Authorization;
using Authz.Sidecar.Wire;
using Google.Protobuf;

namespace Authz.Sidecar.Tests.Authorization;

public sealed class AnswerStreamTests
{
    private const int Large = 70_000;

    private static CancellationToken End => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_decided_after_a_slow_reader_took_an_answer_is_decided_by_what_holds_then()
    {
        var input = new Pipe();
        // whoever does not read holds up the next answer
        var output = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        var world = new World();
        for (var i = 0; i < 3; i++) Write(input.Writer);
        await input.Writer.FlushAsync(End);
        await input.Writer.CompleteAsync();
        Task stream = AnswerStream.RunAsync(new StreamFrames(""), input.Reader, output.Writer, static m => m.Length, () => new Answers(world), null, End);
        Assert.Equal([1], await ReadAsync(output.Reader, world, before: 1));
        Assert.Equal([2], await ReadAsync(output.Reader, world, before: 2));
        Assert.Equal([3], await ReadAsync(output.Reader, world, before: 3));
        await stream;
        Assert.Equal(3, world.Recorded);
    }

    [Fact]
    public async Task Answers_that_are_held_are_sent_when_they_are_released_and_not_when_that_fails()
    {
        var input = new Pipe();
        var output = new Pipe();
        var world = new World();
        Write(input.Writer);
        await input.Writer.FlushAsync(End);
        var release = new TaskCompletionSource();
        Task stream = AnswerStream.RunAsync(
            new StreamFrames(""), input.Reader, output.Writer, static m => m.Length, () => new Answers(world), () => new ValueTask(release.Task), End);
        Assert.False(output.Reader.TryRead(out _));
        release.SetResult();
        Assert.Equal([1], await ReadAsync(output.Reader, world, before: 1));
        release = new TaskCompletionSource();
        Write(input.Writer);
        await input.Writer.FlushAsync(End);
        release.SetException(new IOException("the disk is full"));
        await Assert.ThrowsAsync<IOException>(() => stream);
        Assert.False(output.Reader.TryRead(out _));
    }

    [Fact]
    public void Of_a_large_request_nothing_is_kept_for_the_next()
    {
        var inTurn = new RequestsInTurn();
        byte[] small = new AuthorizeRequest { SessionToken = "token" }.ToByteArray();
        ReceivedRequest first = inTurn.Read(small);
        Assert.Same(first.SessionToken, inTurn.Read(small).SessionToken);
        ReceivedRequest large = inTurn.Read(new AuthorizeRequest { SessionToken = "token", Resource = new string('x', RequestLimits.PreviousBytes) }.ToByteArray());
        Assert.Same(first.SessionToken, large.SessionToken);
        Assert.NotSame(first.SessionToken, inTurn.Read(small).SessionToken);
    }

    private static void Write(PipeWriter input)
    {
        StreamFrames.WriteHead(input, 1);
        input.Write("\0"u8);
    }

    // reads an answer; the world is another one before the next is decided
    private static async Task<byte[]> ReadAsync(PipeReader output, World world, int before)
    {
        ReadResult answer = await output.ReadAtLeastAsync(Large, End);
        world.Now = before + 1;
        var says = answer.Buffer.FirstSpan[0];
        output.AdvanceTo(answer.Buffer.End);
        return [says];
    }

    private sealed class World
    {
        public int Now { get; set; } = 1;

        public int Recorded { get; set; }
    }

    // pins the world at its first answer, as the real one does
    private sealed class Answers(World world) : IStreamAnswers<int>
    {
        private int? _pinned;

        public bool IsReady(int request) => true;

        public Task WaitAsync(int request, CancellationToken end) => throw new InvalidOperationException("all are ready");

        public void Answer(int request, IBufferWriter<byte> output, CancellationToken end)
        {
            _pinned ??= world.Now;
            output.GetSpan(Large)[..Large].Fill((byte)_pinned.Value);
            output.Advance(Large);
        }

        public void Record() => world.Recorded++;
    }
}
