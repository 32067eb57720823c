using Authz.Organizations.Regions;

namespace Authz.Organizations.Reading;

/// <summary>What the readers of one load share.</summary>
/// <param name="Shelf">The files.</param>
/// <param name="Policies">The policies that can be attached.</param>
/// <param name="Regions">The organization's regions.</param>
internal sealed record LoadContext(FileShelf Shelf, PolicyShelf Policies, RegionCatalogue Regions)
{
    /// <summary>Names and ids taken so far.</summary>
    public UniqueNames Names { get; } = new();

    /// <summary>Which account speaks for resources whose ARNs name none.</summary>
    public ResourceClaims Claims { get; } = new();

    /// <summary>Files named by fields.</summary>
    public ReferencedFiles References { get; } = new(Shelf);
}
