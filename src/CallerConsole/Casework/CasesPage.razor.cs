using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TidalHall.CallerConsole.Desks;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
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
        typeof(CaseState.Received), typeof(CaseState.CorrectionAsked), typeof(CaseState.Accepted), typeof(CaseState.Decided), typeof(CaseState.Ready),
        typeof(CaseState.Told), typeof(CaseState.HandedOver), typeof(CaseState.NotAccepted), typeof(CaseState.Withdrawn), typeof(CaseState.Returned),
    ];

    private CaseWording _w = default!;
    private Actor? _actor;
    private Orders? _orders;
    private CaseFilter _filter = CaseFilter.All;
    private string _department = "";

    [Inject] private INotes Notes { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = default!;

    private DateOnly Today => View.Map.Date(Hall.Now);
    private string OtherLanguage => Navigation.GetUriWithQueryParameter("lang", Language is "en" ? "zh-CN" : "en");
    private IEnumerable<string> Departments => View.Cases.All.Select(c => c.Department).Distinct().Order(StringComparer.Ordinal);
    private IReadOnlyList<Case> Shown => [.. View.Cases.All.Where(IsShown).OrderBy(c => CaseClockView.Nearest(View.Map, c, Today)?.Limit.Last ?? DateOnly.MaxValue).ThenBy(c => c.Id)];
    private IReadOnlyList<Case> Tomorrow => [.. CaseClocks.DeemedAcceptedTomorrow(View.Map, View.Cases, Hall.Now).Select(d => d.Case).Where(IsShown)];
    private IEnumerable<IGrouping<string, Case>> ByState => Shown.GroupBy(c => c.State.GetType()).OrderBy(g => Array.IndexOf(States, g.Key)).SelectMany(g => g.GroupBy(_ => g.Key.Name));
    private IEnumerable<FolderList> Unsigned => View.Cases.Lists.Where(l => l.SignedBy is null && (_department.Length == 0 || l.Department == _department)).OrderBy(l => l.Id.Value);

    private IEnumerable<IGrouping<string, Case>> ToSend => Shown.Where(c => CaseActs.Now(View, c, _actor!, null, Today).Contains(CaseAct.SendFolder)).GroupBy(c => c.Department);

    protected override void OnInitialized()
    {
        base.OnInitialized();
        _w = new(Culture);
    }

    protected override async Task OnInitializedAsync()
    {
        _actor = StaffClaims.ActorOf((await SignedIn).User);
        if (_actor is null) return;
        _orders = new(Hall, Notes, _actor);
        if (_actor.Is(Roles.DepartmentOfficer)) _filter = CaseFilter.Department;
    }

    private bool IsShown(Case c) => (_department.Length == 0 || c.Department == _department) && _filter switch
    {
        CaseFilter.Mine => CaseActs.TookIn(c, _actor!),
        CaseFilter.Department => CaseActs.Represents(View.Map, c.Department, _actor!.Id, Today),
        _ => true,
    };

    private bool MaySign(FolderList list) => _actor!.Is(Roles.DepartmentOfficer) && list.SentBy != _actor.Id && CaseActs.Represents(View.Map, list.Department, _actor.Id, Today);

    private Task SendFoldersAsync(string department, CaseId[] cases) => SendAsync(new SendFolders(department, cases));
    private Task SignAsync(FolderList list) => SendAsync(new SignFolders(list.Id, []));

    private Task SendAsync(HallCommand command) => _orders!.SendAsync(null, _ => command, new PlaceId("cases"), Leaving);
}
