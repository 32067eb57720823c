namespace Authz.Functional.Tests.Hosting;

/// <summary>Tests that run when nothing else does in this process.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
