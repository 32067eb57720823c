using Authz.Protocol.V1;
using Google.Protobuf.Reflection;

namespace Authz.Protocol.Tests.Descriptors;

public sealed class CommittedDescriptorTests
{
    private const string Refresh = "breaking changes are for a new package (authz.v2). When all of it is meant, run this test with "
        + "AUTHZ_UPDATE_GOLDEN=1 and commit protos/authz.v1.binpb together with the change";

    private static readonly string Committed = Path.Combine(RepositoryRoot.Protos, "authz.v1.binpb");
    private static readonly string Made = Path.Combine(AppContext.BaseDirectory, "authz.v1.binpb");

    [Fact]
    public void The_compiled_protocol_is_the_committed_one()
    {
        if (Environment.GetEnvironmentVariable("AUTHZ_UPDATE_GOLDEN") == "1") Update();

        var changes = SurfaceChange.Explain(Surface.Of(Read(Committed).File), Surface.Of(Compiled()));

        Assert.True(changes.Count == 0, $"{string.Join('\n', changes)}\n{Refresh}");
    }

    [Fact]
    public void Every_proto_file_is_compiled_and_committed()
    {
        var files = Directory.EnumerateFiles(RepositoryRoot.Protos, "*.proto", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(RepositoryRoot.Protos, file).Replace('\\', '/')).Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(files, Compiled().Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.Equal(files, Read(Committed).File.Where(file => file.Package == "authz.v1").Select(file => file.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_committed_descriptor_needs_no_other_file()
    {
        var files = Read(Committed).File;
        Assert.Superset(files.SelectMany(file => file.Dependency).ToHashSet(), files.Select(file => file.Name).ToHashSet());
        Assert.All(files, file => Assert.Null(file.SourceCodeInfo));
    }

    private static void Update()
    {
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "AUTHZ_UPDATE_GOLDEN is refused in CI: it would approve any change");
        File.Copy(Made, Committed, overwrite: true);
    }

    private static FileDescriptorSet Read(string path) => FileDescriptorSet.Parser.ParseFrom(File.ReadAllBytes(path));

    private static FileDescriptorProto[] Compiled() =>
    [
        AdministrationReflection.Descriptor.ToProto(), AuthorizationReflection.Descriptor.ToProto(),
        CallerReflection.Descriptor.ToProto(), TokenReflection.Descriptor.ToProto(),
    ];
}
