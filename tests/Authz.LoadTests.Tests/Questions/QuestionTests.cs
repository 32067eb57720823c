using Authz.LoadTests.Questions;
using Authz.Protocol.V1;

namespace Authz.LoadTests.Tests.Questions;

public sealed class QuestionTests
{
    [Fact]
    public void A_frame_is_a_flag_a_length_and_the_message() =>
        Assert.Equal([0, 0, 0, 0, 4, 8, 1, 16, 1], Frame.Of(AuthorizeQuestion.Proof));

    [Fact]
    public void The_start_of_an_answer_has_its_length() =>
        Assert.Equal([0, 0, 0, 1, 0, 8, 1, 16, 1], Frame.StartOf(AuthorizeQuestion.Proof, 256));

    [Fact]
    public void Only_an_allow_is_measured()
    {
        AuthorizeQuestion.ThrowUnlessAllowed(new AuthorizeResponse { Decision = Decision.Allow, Reason = DecisionReason.Allowed });
        Assert.Throws<LoadFaultException>(() => AuthorizeQuestion.ThrowUnlessAllowed(new AuthorizeResponse()));
        Assert.Throws<LoadFaultException>(
            () => AuthorizeQuestion.ThrowUnlessAllowed(new AuthorizeResponse { Decision = Decision.Deny, Reason = DecisionReason.ImplicitDeny }));
    }

    [Theory]
    [InlineData(110, 5, false)]
    [InlineData(111, 5, false)]
    [InlineData(109, 5, true)]
    [InlineData(110, 6, true)]
    public void Every_answer_must_be_counted_as_an_allow(long allowed, long denied, bool isFault)
    {
        Exception? fault = Record.Exception(() => new DecisionCount(allowed, denied).ThrowUnlessAllowed(new DecisionCount(10, 5), 100));
        Assert.Equal(isFault, fault is LoadFaultException);
    }

    [Fact]
    public void A_batch_asks_the_same_a_hundred_times() =>
        Assert.Equal(BatchMessage.Entries, BatchMessage.Of(SampleRequest.Of("token")).Requests.Count);
}
