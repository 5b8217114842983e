using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using TidalHall.CallerConsole.Casework;
using TidalHall.CallerConsole.Desks;
using TidalHall.Core.Halls;
using TidalHall.Core.Handbooks;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.CallerConsole.Handbooks;

/// <summary>What the units answered to questions that a window could not: looked up by every clerk, mended and taken out by the manager.</summary>
[Authorize(Policy = Policies.Unresolved)]
[Surface(CasePages.Surface, Interactive = true, Styles = [CasePages.MudStyle, CasePages.Style], Scripts = [CasePages.MudScript])]
public sealed partial class HandbookPage
{
    private string _sought = "";
    private bool _all;

    [SupplyParameterFromQuery(Name = "item")] private string? ItemName { get; set; }
    [SupplyParameterFromQuery(Name = "window")] private string? WindowName { get; set; }

    private string Console => WindowName is null ? "/console" : $"/console?window={WindowName}";
    /// <summary>The matter whose answers alone are shown; null: all.</summary>
    private ItemId? Of => !_all && TextId.TryParse<ItemId>(ItemName, out var item) ? item : null;
    private bool MayChange => Actor!.Is(Roles.Manager);
    private EventCallback Retry => Orders.Unsettled is null ? default : EventCallback.Factory.Create(this, RetryAsync);

    /// <summary>The newest first; every word that is looked for stands in the question, the answer or the matter's name.</summary>
    private IReadOnlyList<HandbookEntry> Shown => [.. (Of is { } item ? Newest.Handbook.Of(item) : Newest.Handbook.All.Reverse()).Where(e => _sought.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(w => IsIn(e, w)))];

    private bool IsIn(HandbookEntry entry, string word)
    {
        var item = Newest.Map.Items.GetValueOrDefault(entry.Item);
        return new[] { entry.Text.Question, entry.Text.Answer, item?.Name.In("zh-CN"), item?.Name.In("en"), item?.Department }.Any(t => t?.Contains(word, StringComparison.OrdinalIgnoreCase) is true);
    }

    private async Task ReviseAsync((HandbookId Entry, HandbookText Text) given) =>
        Take(await Orders.SendAsync(null, _ => new ReviseAnswer(given.Entry, given.Text), Place, Leaving));

    private async Task RetireAsync((HandbookId Entry, string Why) given) =>
        Take(await Orders.SendAsync(new GivenReason.Typed(given.Why), r => new RetireAnswer(given.Entry, r), Place, Leaving));

    private async Task RetryAsync() => Take(await Orders.RetryAsync(Leaving));

    private void Take(HallView? view)
    {
        if (view is not null) Ahead(view);
    }
}
