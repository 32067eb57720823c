using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Xml;
using Authz.Sts.Errors;

namespace Authz.Sidecar.Query;

/// <summary>Writes answers and errors of the Query API (STS sections 1.4 and 1.5).</summary>
internal static class AnswerWriter
{
    private const string Namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

    private static readonly XmlWriterSettings Xml = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), OmitXmlDeclaration = true };

    /// <summary>Writes an answer.</summary>
    /// <param name="action">The operation.</param>
    /// <param name="result">The parts of its result.</param>
    /// <param name="requestId">The call's id.</param>
    /// <param name="isJson">Whether as JSON.</param>
    public static byte[] Write(string action, IEnumerable<AnswerElement> result, string requestId, bool isJson)
    {
        var answer = AnswerElement.Of(
            $"{action}Response", AnswerElement.Of($"{action}Result", [.. result]), AnswerElement.Of("ResponseMetadata", AnswerElement.Of("RequestId", requestId)));
        return isJson ? WriteJson([answer]) : WriteXml(answer);
    }

    /// <summary>Writes an error.</summary>
    /// <param name="error">The error.</param>
    /// <param name="requestId">The call's id.</param>
    /// <param name="isJson">Whether as JSON.</param>
    public static byte[] Write(StsError error, string requestId, bool isJson)
    {
        AnswerElement type = AnswerElement.Of("Type", StsErrorTable.HttpStatusOf(error.Code) < 500 ? "Sender" : "Receiver")!;
        AnswerElement code = AnswerElement.Of("Code", error.Code.ToString())!;
        AnswerElement message = AnswerElement.Of("Message", error.Message)!;
        // beside the message and not in it: it is long, and for who may decode it
        AnswerElement? encoded = AnswerElement.Of("EncodedAuthorizationMessage", error.EncodedMessage);
        AnswerElement id = AnswerElement.Of("RequestId", requestId)!;
        return isJson
            ? WriteJson([AnswerElement.Of("Error", code, message, type, encoded), id])
            : WriteXml(AnswerElement.Of("ErrorResponse", AnswerElement.Of("Error", type, code, message, encoded), id));
    }

    private static byte[] WriteXml(AnswerElement root)
    {
        var output = new MemoryStream();
        using (var writer = XmlWriter.Create(output, Xml)) Write(writer, root);
        return output.ToArray();
    }

    private static void Write(XmlWriter writer, AnswerElement element)
    {
        writer.WriteStartElement(element.Name, Namespace);
        if (element.Text is { } text) writer.WriteString(Writable(text));
        foreach (AnswerElement child in element.Children ?? []) Write(writer, child);
        writer.WriteEndElement();
    }

    // what a caller sent may come back in a message, and XML has no word for some characters
    private static string Writable(string text) => string.Concat(text.EnumerateRunes().Select(
        static r => r.Value is 0x9 or 0xa or 0xd or (>= 0x20 and not (0xfffe or 0xffff)) ? r.ToString() : "\ufffd"));

    private static byte[] WriteJson(IReadOnlyList<AnswerElement> parts)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            foreach (AnswerElement part in parts) Write(writer, part);
            writer.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, AnswerElement element)
    {
        if (element.Number is { } number) writer.WriteNumber(element.Name, number);
        else if (element.Text is { } text) writer.WriteString(element.Name, text);
        else
        {
            writer.WriteStartObject(element.Name);
            foreach (AnswerElement child in element.Children ?? []) Write(writer, child);
            writer.WriteEndObject();
        }
    }
}
