using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Ui;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Guide;

/// <summary>What a guide does at the door.</summary>
internal enum GuideTask { Give, Priority, Find }

/// <summary>The tablet of a guide (导办): tickets for people, their papers looked through before the wait, priority seen and confirmed, the late brought back, everybody sent to the right place.</summary>
[Authorize(Policy = Policies.Guiding)]
[Surface("guide", Interactive = true, Styles = ["_content/TidalHall.Ui/touch.css", "_content/TidalHall.Guide/guide.css"])]
public sealed partial class GuidePage
{
    private GuideScene? _scene;
    private GuideTask _task;
    /// <summary>The kiosk whose printer was chosen last; null: none, the number is read from the screen.</summary>
    private PlaceId? _offered;

    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private PublicAddress Public { get; set; } = default!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = default!;

    private Texts T => Texts.Of<GuideTexts>(Culture);
    private string OtherLanguage => Navigation.GetUriWithQueryParameter("lang", Language is "en" ? "zh-CN" : "en");

    protected override async Task OnInitializedAsync()
    {
        if (StaffClaims.ActorOf((await SignedIn).User) is not { } actor) return;
        _scene = new(Hall, actor, Culture, Public.Root, Leaving);
        _offered = _scene.Printers.FirstOrDefault()?.Id;
    }

    private void Offer(PlaceId? kiosk) => _offered = kiosk;

    private int CountOf(GuideTask task) => task switch
    {
        GuideTask.Priority => CheckList.ToCheck(View).Count(),
        GuideTask.Find => FindTicket.Late(View).Count(),
        _ => 0,
    };
}
