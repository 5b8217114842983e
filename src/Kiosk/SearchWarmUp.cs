using Microsoft.Extensions.Hosting;
using TidalHall.Core.Doors;

namespace TidalHall.Kiosk;

/// <summary>Makes the search while the hub starts, so that the first citizen's first key does not wait for it.</summary>
internal sealed class SearchWarmUp(IHalls halls) : BackgroundService
{
    /// <summary>Exact, with a wrong key, and by words apart: each way is compiled as it is first gone.</summary>
    private static readonly string[] Queries = ["hz", "shenfenzhrng", "护照 补办", "身分证"];

    protected override Task ExecuteAsync(CancellationToken stopping) => Task.Run(() =>
    {
        var catalogue = ItemCatalogue.Of(halls.Default.View.Plan);
        foreach (var query in Queries) catalogue.Find(query, 1);
    }, stopping);
}
