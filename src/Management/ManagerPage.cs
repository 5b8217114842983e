using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Management;

/// <summary>A page on which a manager sees how the hall stands and gives it orders, some with a reason.</summary>
public abstract class ManagerPage : SurfaceBase
{
    private HallView? _ahead;

    [Inject] private protected INotes Notes { get; set; } = default!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = default!;

    /// <summary>In whose name orders go; null until it is known.</summary>
    protected Actor? Actor { get; private set; }
    /// <summary>Why the last order was not done.</summary>
    protected Refusal? Refusal { get; private set; }
    /// <summary>The feed's view, or one that an answer brought before the feed did.</summary>
    protected HallView Newest => _ahead is { } ahead && ahead.Sequence > View.Sequence ? ahead : View;
    protected Texts T => Texts.Of<ManagementTexts>(Culture);

    protected override async Task OnInitializedAsync()
    {
        Actor = StaffClaims.ActorOf((await SignedIn).User);
        await LookAsync();
    }

    protected override Task OnViewAsync() => LookAsync();

    /// <summary>Takes what is shown from the newest view.</summary>
    protected virtual Task LookAsync() => Task.CompletedTask;

    protected Task SendAsync(HallCommand command) => SendAsync(command, Guid.CreateVersion7());

    /// <summary>What was typed goes to the vault before the order that holds its reference, and out of it again where the order is refused.</summary>
    protected async Task SendAsync(GivenReason order)
    {
        if (Actor is null) return;
        var id = Guid.CreateVersion7();
        var kept = await order.KeepAsync(Notes, id, Leaving);
        if ((Refusal = kept.Refusal) is null) await SendAsync(order.Command(kept.Reason), id);
        if (Refusal is { } refusal) await Notes.DropAsync(kept.Reason, refusal, Leaving);
    }

    private async Task SendAsync(HallCommand command, Guid id)
    {
        if (Actor is null) return;
        var answer = await Hall.SendAsync(new(id, Actor, command, new("manage")), Leaving);
        if ((Refusal = answer.Refusal) is null) _ahead = await Hall.ViewAtAsync(answer.Sequence, Leaving);
        await LookAsync();
    }
}
