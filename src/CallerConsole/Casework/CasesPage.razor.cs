using Microsoft.AspNetCore.Authorization;
using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui.Casework;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.CallerConsole.Casework;

/// <summary>The cases at hand, by state, with what is urgent on top; folders go to their departments from here.</summary>
[Authorize(Policy = Policies.Casework)]
[Surface(CasePages.Surface, Interactive = true, Styles = [CasePages.MudStyle, CasePages.Style], Scripts = [CasePages.MudScript])]
public sealed partial class CasesPage
{
    // The order of a case's life, the ends last.
    private static readonly Type[] States =
    [
        typeof(CaseState.Filed), typeof(CaseState.Received), typeof(CaseState.CorrectionAsked), typeof(CaseState.Accepted), typeof(CaseState.Decided), typeof(CaseState.Ready),
        typeof(CaseState.Referred), typeof(CaseState.Told), typeof(CaseState.HandedOver), typeof(CaseState.NotAccepted), typeof(CaseState.Withdrawn), typeof(CaseState.Returned),
    ];

    private CaseFilter _filter = CaseFilter.All;
    private string _department = "";
    private Refusal? _refusal;

    private IEnumerable<string> Departments => Newest.Cases.All.Select(c => c.Department).Distinct().Order(StringComparer.Ordinal);
    private IReadOnlyList<Case> Shown => [.. Newest.Cases.All.Where(IsShown).OrderBy(c => LimitView.Nearest(Newest.Map, c, Today)?.Last ?? DateOnly.MaxValue).ThenBy(c => c.Id)];
    private IEnumerable<IGrouping<string, Case>> ByState => Shown.GroupBy(c => c.State.GetType()).OrderBy(g => Array.IndexOf(States, g.Key)).SelectMany(g => g.GroupBy(_ => g.Key.Name));
    private IEnumerable<FolderList> Unsigned => Newest.Cases.Lists.Where(l => l.SignedBy is null && (_department.Length == 0 || l.Department == _department)).OrderBy(l => l.Id.Value);

    /// <summary>May take in what other halls send, or what was filed online.</summary>
    private bool TakesIn => Newest.Plan.Cases.Area is not null && Actor is { } actor && CaseActs.Examines(actor);

    private IEnumerable<IGrouping<string, Case>> ToSend => Shown.Where(c => CaseActs.Now(Newest, c, Actor!, null, Today).Contains(CaseAct.SendFolder)).GroupBy(c => c.Department);

    protected override Task OnSignedInAsync()
    {
        if (Actor!.Is(Roles.DepartmentOfficer)) _filter = CaseFilter.Department;
        return Task.CompletedTask;
    }

    private bool IsShown(Case c) => (_department.Length == 0 || c.Department == _department) && _filter switch
    {
        CaseFilter.Mine => CaseActs.TookIn(c, Actor!),
        CaseFilter.Department => CaseActs.Represents(Newest.Map, c.Department, Actor!.Id, Today),
        _ => true,
    };

    private bool MaySign(FolderList list) => Actor!.Is(Roles.DepartmentOfficer) && list.SentBy != Actor.Id && CaseActs.Represents(Newest.Map, list.Department, Actor.Id, Today);

    private Task SendFoldersAsync(string department, CaseId[] cases) => SendAsync(new SendFolders(department, cases));

    private async Task SignAsync((FolderList List, IReadOnlyDictionary<CaseId, string> Refused) given)
    {
        _refusal = null;
        var refused = new List<RefusedFolder>();
        foreach (var (id, why) in given.Refused)
        {
            var kept = await KeepAsync(why);
            if ((_refusal = kept.Refusal) is not null) return;
            refused.Add(new(id, kept.Reason!));
        }
        await SendAsync(new SignFolders(given.List.Id, [.. refused]));
    }

    private async Task SendAsync(HallCommand command) => Take(await Orders.SendAsync(null, _ => command, Place, Leaving));
    private async Task RetryAsync() => Take(await Orders.RetryAsync(Leaving));

    private void Take(HallView? view)
    {
        if (view is not null) Ahead(view);
    }
}
