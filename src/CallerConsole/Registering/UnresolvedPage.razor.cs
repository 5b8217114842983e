using System.Data.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using TidalHall.CallerConsole.Casework;
using TidalHall.CallerConsole.Desks;
using TidalHall.Core.Doors;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.CallerConsole.Registering;

/// <summary>The register of what could not be got done: taken down at a window, followed with its limits, and open until the citizen says it is done.</summary>
[Authorize(Policy = Policies.Unresolved)]
[Surface(CasePages.Surface, Interactive = true, Styles = [CasePages.MudStyle, CasePages.Style], Scripts = [CasePages.MudScript])]
public sealed partial class UnresolvedPage
{
    private const int JournalPage = 5_000;

    private bool _closed, _registering;
    private long _before;
    private UnresolvedId? _chosen;
    private Unresolved? _read;
    private MaskedPerson? _person;
    private IReadOnlyList<UnresolvedLine> _lines = [];
    private Refusal? _refusal;
    private string? _told;

    [SupplyParameterFromQuery(Name = "entry")] private long? EntryNumber { get; set; }
    [SupplyParameterFromQuery(Name = "window")] private string? WindowName { get; set; }

    [SupplyParameterFromQuery(Name = "ask")] private string? AskItem { get; set; }

    /// <summary>What the window that sent the clerk here has in front of it.</summary>
    private ItemId? Asked => TextId.TryParse<ItemId>(AskItem, out var item) ? item : null;
    private string Console => WindowName is null ? "/console" : $"/console?window={WindowName}";
    private IReadOnlyList<Unresolved> Open => [.. Newest.Ratings.OpenUnresolved.OrderBy(u => u.ContactedOn is null ? u.On : u.Due ?? DateOnly.MaxValue).ThenBy(u => u.Id.Value)];
    private IReadOnlyList<Unresolved> Closed => [.. Newest.Ratings.Unresolved.Where(u => !u.IsOpen).OrderByDescending(u => u.ClosedOn).ThenByDescending(u => u.Id.Value)];
    private IReadOnlyList<Unresolved> Shown => _closed ? Closed : Open;
    private Unresolved? Chosen => _chosen is { } id ? Newest.Ratings.Find(id) : null;
    private int Late => Open.Count(u => u.IsLate(Today) || u.ContactIsLate(Newest.Map.Calendar, Newest.Plan.Unresolved, Today));
    private EventCallback Retry => Orders.Unsettled is null ? default : EventCallback.Factory.Create(this, RetryAsync);

    protected override Task OnSignedInAsync()
    {
        _registering = Asked is not null && UnresolvedActs.Works(Actor!);
        return EntryNumber is { } number and > 0 ? ChooseAsync(new(number)) : Task.CompletedTask;
    }

    protected override Task OnViewAsync() => Actor is null ? Task.CompletedTask : LookAsync();

    private void Register()
    {
        Orders.Forget();
        (_registering, _chosen, _refusal, _told) = (!_registering, null, null, null);
    }

    private Task ChooseAsync(UnresolvedId id)
    {
        Orders.Forget();
        (_registering, _chosen, _read, _refusal, _told) = (false, id, null, null, null);
        return LookAsync();
    }

    /// <summary>What happened to the entry at hand, where it is another than was read.</summary>
    private async Task LookAsync()
    {
        if (Chosen is not { } entry || entry == _read) return;
        _read = entry;
        try
        {
            var person = entry.Person is { } named ? await MaskedAsync(named) : null;
            var lines = await LinesAsync(entry.Id);
            // Another may have been chosen meanwhile.
            if (_read == entry) (_person, _lines) = (person, lines);
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            (_read, _refusal) = (null, Refusal.Because(RefusalCode.NotReadable));
        }
    }

    /// <summary>Read from the newest back to where it was registered: entries are days old, journals years.</summary>
    private async Task<IReadOnlyList<UnresolvedLine>> LinesAsync(UnresolvedId id)
    {
        var lines = new List<UnresolvedLine>();
        for (var end = Newest.Sequence; end > 0; end -= JournalPage)
        {
            var from = Math.Max(0, end - JournalPage);
            foreach (var r in (await Hall.ReadJournalAsync(from, (int)(end - from), Leaving)).Reverse())
            {
                switch (r.Event)
                {
                    case UnresolvedFollowed e when e.Entry == id:
                        lines.Insert(0, new(r.At, e.Step, e.By, await TextOfAsync(e.Reason), e.Until));
                        break;
                    case UnresolvedRegistered e when e.Entry == id:
                        lines.Insert(0, new(r.At, e.Excluded is null ? UnresolvedStep.Registered : UnresolvedStep.PointedOn, e.By, e.Pointer is null ? await NoteTextAsync(e.Tried) : $"{await NoteTextAsync(e.Tried)} → {await TextOfAsync(e.Pointer)}"));
                        return lines;
                }
            }
        }
        return lines;
    }

    private async Task<string?> TextOfAsync(Reason? reason) => reason is Reason.Typed typed ? await NoteTextAsync(typed.Note) : null;

    private async Task RegisterAsync(GivenUnresolved given)
    {
        _refusal = null;
        var pointer = await KeepAsync(given.Pointer);
        if ((_refusal = pointer.Refusal) is not null) return;
        PersonRef? person = null;
        try
        {
            if (given.Person is { } named) person = await named.RememberAsync(People, Leaving);
        }
        catch (Exception e) when (e is DbException or IOException or InvalidOperationException)
        {
            _refusal = Refusal.Because(RefusalCode.NotDurable);
            return;
        }
        // Before the order: the feed may have its entry earlier than its answer is here.
        _before = Newest.Ratings.Unresolved.Select(u => u.Id.Value).DefaultIfEmpty().Max();
        await TakeAsync(await Orders.SendAsync(new GivenReason.Typed(given.Tried),
            tried => new RegisterUnresolved(given.Block, given.Kind, given.Department, (tried as Reason.Typed)?.Note, person, given.Item, given.Excluded, pointer.Reason), Place, Leaving));
    }

    private async Task FollowAsync(GivenStep given) => await TakeAsync(await Orders.SendAsync(
        string.IsNullOrWhiteSpace(given.Text) ? null : new GivenReason.Typed(given.Text.Trim()), reason => new FollowUnresolved(given.Entry, given.Step, reason, given.Until, Handbook: given.Handbook), Place, Leaving));

    private async Task RetryAsync() => await TakeAsync(await Orders.RetryAsync(Leaving));

    private async Task TakeAsync(HallView? view)
    {
        if (view is null) return;
        Ahead(view);
        if (Orders.Refusal is null && _registering && Newest.Ratings.Unresolved.MaxBy(u => u.Id.Value) is { } made && made.Id.Value > _before)
        {
            await ChooseAsync(made.Id);
            _told = W["Registered", made.Id];
            return;
        }
        await LookAsync();
    }
}
