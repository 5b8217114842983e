using System.Globalization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Appointments;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui;

namespace TidalHall.Phone;

/// <summary>Gives a ticket, or the booking before it is one, back, asked once more before. Whoever knows the code may: it is on the paper and nowhere else.</summary>
public sealed partial class CancelPage : ComponentBase
{
    private Ticket? _ticket;
    private Booking? _booking;
    private TicketState? _state;
    private Refusal? _refusal;
    private Guid _command;

    [Inject] private IHalls Halls { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Parameter] public string Code { get; set; } = "";
    [SupplyParameterFromQuery(Name = "large")] public bool Large { get; set; }
    /// <summary>Made when the question is drawn: sent twice, it is one command.</summary>
    [SupplyParameterFromForm(FormName = "cancel")] public Guid? Command { get; set; }
    [CascadingParameter(Name = "Language")] public string Language { get; set; } = "zh-CN";

    private CultureInfo Culture => CultureInfo.GetCultureInfo(Language);
    private Texts T => Texts.Of<PhoneTexts>(Culture);
    private string Back => PhoneAddress.Of($"/t/{Code}", Culture.Name, Large);

    private bool MayCancel => _state?.MayCancel ?? _booking is { IsBooked: true };

    // The form that was sent must be drawn, or nobody is asked.
    private bool IsInTrouble => Command is null && Halls.Default.NotDurableSince is not null;

    protected override void OnInitialized()
    {
        _command = Command ?? Guid.CreateVersion7();
        var view = Halls.Default.View;
        if (!TicketCode.TryParse(Code, out var code)) return;
        if (view.Find(code) is { } ticket) (_ticket, _state) = (ticket, TicketState.Of(view, ticket, T));
        else _booking = view.Bookings.Find(code);
    }

    private async Task CancelAsync()
    {
        if (_ticket is null && _booking is null) return;
        HallCommand command = _ticket is null ? new CancelBooking(_booking!.Code) : new CancelTicket(_ticket.Id);
        var answer = await Halls.Default.SendAsync(new(_command, Actor.Citizen("phone"), command));
        if (answer.Refusal is { } refusal) _refusal = refusal;
        else Navigation.NavigateTo(Back);
    }
}
