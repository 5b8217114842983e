using System.Globalization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Appointments;

namespace TidalHall.Kiosk.Screens;

/// <summary>Eight digits or a card, and a booking becomes its ticket.</summary>
public sealed partial class AppointmentScreen : ComponentBase
{
    private IReadOnlyList<Booking> _theirs = [];

    [CascadingParameter] private KioskScene Scene { get; set; } = default!;
    [Parameter, EditorRequired] public required KioskStep.Appointment Step { get; set; }
    [Parameter, EditorRequired] public required Visitor Visitor { get; set; }
    [Parameter] public bool Sending { get; set; }
    [Parameter] public EventCallback<string> OnDigits { get; set; }
    [Parameter] public EventCallback<string> OnNumber { get; set; }
    [Parameter] public EventCallback<Booking> OnBooking { get; set; }
    [Parameter] public RenderFragment? ChildContent { get; set; }

    private IEnumerable<string> Places => Enumerable.Range(0, BookingNumber.Digits).Select(n => n < Step.Digits.Length ? Step.Digits[n].ToString() : "–");

    protected override void OnParametersSet() => _theirs = Visitor.Card is { } holder ? [.. KioskPage.AppointmentsOf(Scene.View, holder.Person)] : [];

    private Task Press(char digit) => Step.Digits.Length < BookingNumber.Digits ? OnDigits.InvokeAsync(Step.Digits + digit) : Task.CompletedTask;

    private string NameOf(Booking booking) => Scene.View.Map.Items.TryGetValue(booking.Item, out var item) ? Scene.In(item.Name) : booking.Item.Value;
    private string? LangOf(Booking booking) => Scene.View.Map.Items.TryGetValue(booking.Item, out var item) ? Scene.LangOf(item.Name) : null;
    private string TimeOf(Booking booking) => Scene.View.Map.Local(booking.Slot).ToString("HH:mm", CultureInfo.InvariantCulture);
}
