using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Protocol.V1;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using CsCheck;
using Google.Protobuf;
using Effect = Authz.Policies.Documents.Effect;
using Layer = Authz.Engine.Decisions.PolicyLayer;

namespace Authz.Sidecar.Tests.Wire;

/// <summary>What is written without message objects is what the generated code would write.</summary>
public sealed class WrittenAnswerTests
{
    /// <summary>Some decision's id.</summary>
    internal static readonly DecisionId Id = new([1, 35, 69, 103, 137, 171, 205, 239, 1, 35, 69, 103, 137, 171, 205, 239]);

    private static readonly Gen<string> Texts = Gen.Frequency(
        (1, Gen.Const("")), (4, Gen.String.AlphaNumeric), (2, Gen.String[0, 300]), (1, Gen.Const(new string('ä', 20_000))), (1, Gen.Const("😀")));

    private static readonly Gen<StatementOrigin> Statements = Gen.Select(
        Gen.Int[1, 6], Gen.Int[0, 300], Texts, Gen.Int[0, 100_000], Texts, Gen.Bool,
        static (layer, level, policy, index, sid, denies) => new StatementOrigin(
            (Layer)layer, level, policy, index, index / 2, sid.Length == 0 ? null : sid, denies ? Effect.Deny : Effect.Allow));

    private static readonly Gen<AuthorizationAnswer> Answers = Gen.Select(
        Gen.Int[0, Enum.GetValues<AuthorizationReason>().Length - 1], Gen.Int[0, 6], Statements.Array[0, 5], Texts.Array[0, 4], Texts,
        static (reason, layer, statements, keys, text) => new AuthorizationAnswer
        {
            Reason = (AuthorizationReason)reason,
            Layer = (Layer)layer,
            Explanation = new Explanation(statements, keys),
            IgnoredKeys = keys,
            PolicyRevision = text,
            Message = text,
            ErrorCode = (StsErrorCode)(text.Length % Enum.GetValues<StsErrorCode>().Length),
        });

    [Fact]
    public void It_is_byte_for_byte_what_the_generated_code_writes() => Gen.Select(Answers, Gen.Byte.Array[DecisionId.Bytes], Texts).Sample(
        static (answer, random, encoded) =>
        {
            var id = new DecisionId(random);
            byte[] written = BytesOf(new AuthorizeWriter().Write(answer, id, encoded));
            AuthorizeResponse read = AuthorizeResponse.Parser.ParseFrom(written);
            Assert.Equal(read.ToByteArray(), written);
            Assert.Equal((Convert.ToHexStringLower(random), answer.PolicyRevision, answer.Message), (read.DecisionId, read.PolicyRevision, read.Message));
            Assert.Equal(answer.ErrorCode == StsErrorCode.None ? "" : answer.ErrorCode.ToString(), read.ErrorCode);
            Assert.Equal(encoded, read.EncodedAuthorizationMessage);
            Assert.Equal(answer.Explanation.MissingKeys, read.MissingContextKeys);
            Assert.Equal(answer.Explanation.MatchedStatements.Select(static s => (s.Policy, s.Sid ?? "")), read.MatchedStatements.Select(static s => (s.Policy, s.Sid)));
        }, iter: 2_000);

    [Fact]
    public void Every_field_of_the_message_is_written()
    {
        var answer = new AuthorizationAnswer
        {
            Reason = AuthorizationReason.ExplicitDeny,
            Layer = Layer.Identity,
            Explanation = new Explanation([new StatementOrigin(Layer.Identity, 0, "p", 0, 0, null, Effect.Deny)], ["a:b"]),
            IgnoredKeys = ["a:c"],
            PolicyRevision = "r",
            Message = "m",
            ErrorCode = StsErrorCode.ExpiredToken,
        };
        // what is read is written anew without what has its default value
        AuthorizeResponse read = Read(new AuthorizeWriter().Write(answer, Id, "e"));
        Assert.All(AuthorizeResponse.Descriptor.Fields.InFieldNumberOrder(), field =>
        {
            var value = field.Accessor.GetValue(read);
            Assert.False(value is System.Collections.IList { Count: 0 } or "" or 0 or null || (value is Enum name && Convert.ToInt32(name) == 0), field.Name);
        });
    }

    /// <summary>The message as a client reads it.</summary>
    internal static AuthorizeResponse Read(WrittenAnswer answer) => AuthorizeResponse.Parser.ParseFrom(BytesOf(answer));

    private static byte[] BytesOf(WrittenAnswer answer)
    {
        var bytes = new byte[answer.Size];
        var message = new MessageSpan(bytes);
        answer.WriteTo(ref message);
        Assert.True(message.IsFull);
        return bytes;
    }
}
