using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Authz.Sidecar.Query;
using Authz.Sts.Errors;
using Authz.Sts.Regions;

namespace Authz.Fuzzing.Targets;

/// <summary>Calls of the Query API. Lines: query, body.</summary>
internal static class QueryTarget
{
    private static readonly StsEndpoint Endpoint = new(false, "eu-west-1");

    public static void Check(byte[] input)
    {
        var newline = Array.IndexOf(input, (byte)'\n');
        byte[] query = newline < 0 ? input : input[..newline], body = newline < 0 ? [] : input[(newline + 1)..];
        StsError error = FormParameters.Read(query, body, out FormParameters parameters);
        IReadOnlyList<(string Name, string Value)>? naive = NaiveForm.Read(query, body);
        Property.Same(naive is null, error.IsError, $"both refuse or neither ({error.Message})");
        if (naive is null)
        {
            CheckError(error);
            return;
        }

        Property.Holds(naive.OrderBy(static p => p.Name, StringComparer.Ordinal).SequenceEqual(
            parameters.All.OrderBy(static p => p.Name, StringComparer.Ordinal)), "names and values are those of the naive reader");
        foreach ((var name, var value) in naive) Property.Same(value, parameters.Find(name), "a parameter is found by its name");
        CheckOperations(parameters, naive);
    }

    private static void CheckOperations(FormParameters parameters, IReadOnlyList<(string Name, string Value)> naive)
    {
        var read = new ParameterReader(parameters);
        CheckTags(QueryRequests.AssumeRole(read, Endpoint).Tags, read.Error, naive);
        CheckReading(parameters, static r => QueryRequests.AssumeRoleWithSaml(r, Endpoint));
        CheckReading(parameters, static r => QueryRequests.AssumeRoleWithWebIdentity(r, Endpoint));
        CheckReading(parameters, static r => QueryRequests.GetSessionToken(r, Endpoint));
        CheckReading(parameters, static r => QueryRequests.GetFederationToken(r, Endpoint));
    }

    private static void CheckReading(FormParameters parameters, Func<ParameterReader, object> operation)
    {
        var read = new ParameterReader(parameters);
        _ = operation(read);
        if (read.Error.IsError) CheckError(read.Error);
    }

    // in the order of their numbers, each with the key and the value of its number
    private static void CheckTags(IReadOnlyList<KeyValuePair<string, string>> tags, StsError error, IReadOnlyList<(string Name, string Value)> naive)
    {
        if (error.IsError)
        {
            CheckError(error);
            return;
        }

        Dictionary<string, string> all = naive.ToDictionary(static p => p.Name, static p => p.Value, StringComparer.Ordinal);
        IEnumerable<KeyValuePair<string, string>> expected =
            from name in all.Keys
            where name.StartsWith("Tags.member.", StringComparison.Ordinal) && name.EndsWith(".Key", StringComparison.Ordinal)
            let number = name["Tags.member.".Length..^".Key".Length]
            orderby int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)
            select new KeyValuePair<string, string>(all[name], all[$"Tags.member.{number}.Value"]);
        Property.Holds(expected.SequenceEqual(tags), "tags are those of their numbers");
    }

    private static void CheckError(StsError error)
    {
        Property.Holds(error.Message is { Length: > 10 }, "an error says why");
        XElement xml = XElement.Parse(Encoding.UTF8.GetString(AnswerWriter.Write(error, "id", isJson: false)), LoadOptions.PreserveWhitespace);
        var code = xml.Descendants().Single(static e => e.Name.LocalName == "Code").Value;
        Property.Same(error.Code.ToString(), code, "the code is read as XML");
        using var json = JsonDocument.Parse(AnswerWriter.Write(error, "id", isJson: true));
        Property.Same(error.Message, json.RootElement.GetProperty("Error").GetProperty("Message").GetString(), "the message is read as JSON");
    }
}
