namespace Authz.LoadTests.Questions;

/// <summary>What one server is asked all the time: as bytes for the generators, and by a real client as a check.</summary>
internal interface IQuestion
{
    /// <summary>Path of the method.</summary>
    string Path { get; }

    /// <summary>The body of a call: framed messages.</summary>
    ReadOnlyMemory<byte> Request { get; }

    /// <summary>Bytes of every right answer's body, frames included.</summary>
    int AnswerLength { get; }

    /// <summary>What the body of every right answer begins with: the frame and the part of the message that says ALLOW.</summary>
    ReadOnlyMemory<byte> AnswerStart { get; }

    /// <summary>Decisions in one call.</summary>
    int Decisions { get; }

    /// <summary>Asks a few times with a real client.</summary>
    /// <exception cref="LoadFaultException">An answer is an error, not ALLOW, or of another length.</exception>
    Task CheckAsync(CancellationToken cancellation);
}
