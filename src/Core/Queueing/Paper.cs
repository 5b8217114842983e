using System.Globalization;
using System.Resources;
using TidalHall.Core.Appointments;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Queueing;

/// <summary>What stands on a ticket's paper, decided here as data; agents make bytes of it.</summary>
public static class Paper
{
    private static readonly ResourceManager Texts = new("TidalHall.Core.Queueing.PaperTexts", typeof(Paper).Assembly);

    /// <param name="root">The address phones reach the hub at.</param>
    public static TicketPaper Of(HallView view, Ticket ticket, Uri root)
    {
        var culture = CultureInfo.GetCultureInfo(ticket.Language ?? "zh-CN");
        string T(string key, params object?[] arguments) => string.Format(culture, Texts.GetString(key, culture)!, arguments);
        var map = view.Map;
        var ahead = view.Ahead(ticket) ?? 0;
        var wait = view.WaitOf(ticket) ?? ticket.Told;
        return new()
        {
            HallName = view.Plan.Name.In(culture.Name),
            Number = ticket.Number.ToString(),
            Matter = map.Items.TryGetValue(ticket.Visit.Item, out var item) ? item.Name.In(culture.Name) : ticket.Visit.Item.Value,
            ClassMark = ticket.Class is TicketClass.Ordinary ? null : T(ticket.Class.ToString()),
            ReprintMark = ticket.Prints > 1 ? T("Reprint", ticket.Prints - 1) : null,
            Rows =
            [
                new(T("Windows"), string.Join(T("Comma"), WindowsFor(view, ticket))),
                new(T("Ahead"), T("People", ahead)),
                new(T("Wait"), T(wait.IsOneBound ? "MinutesWithin" : "Minutes", Math.Round(wait.P50Minutes), Math.Round(wait.P90Minutes))),
                new(T("TakenAt"), map.Local(ticket.TakenAt).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
            ],
            Notes = [.. wait.MayNotBeToday ? [T("MayNotBeToday")] : Array.Empty<string>(), .. SlotNotes(map, ticket).Select(n => T(n.Key, n.Argument)), T(view.Plan.Rules.LateReturn.ToString(), view.Plan.Rules.LateReturnAfter), T("OthersMayBeFirst")],
            QrContent = LinkOf(ticket, root),
            QrCaption = T("Follow"),
        };
    }

    /// <param name="root">The address phones reach the hub at.</param>
    public static BookingPaper Of(HallView view, Booking booking, Uri root)
    {
        var culture = CultureInfo.GetCultureInfo(booking.Language ?? "zh-CN");
        string T(string key, params object?[] arguments) => string.Format(culture, Texts.GetString(key, culture)!, arguments);
        var map = view.Map;
        string At(DateTimeOffset at, string form) => map.Local(at).ToString(form, CultureInfo.InvariantCulture);
        return new()
        {
            HallName = view.Plan.Name.In(culture.Name),
            Title = T("BookingTitle"),
            Number = booking.Number.ToString(),
            Matter = map.Items.TryGetValue(booking.Item, out var item) ? item.Name.In(culture.Name) : booking.Item.Value,
            Day = map.Local(booking.Slot).ToString("yyyy-MM-dd ddd", culture),
            Time = $"{At(booking.Slot, "HH:mm")}–{At(booking.End, "HH:mm")}",
            Rows =
            [
                new(T("CheckInFrom"), At(booking.CheckInFrom(map), "HH:mm")),
                new(T("CancelBy"), At(booking.CancelBy(map), "yyyy-MM-dd HH:mm")),
                .. view.Plan.Address is { } address ? [new PaperRow(T("Address"), address.In(culture.Name))] : Array.Empty<PaperRow>(),
            ],
            Notes = [T("BookingHow"), T("BookingLate", view.Plan.Rules.SlotGraceMinutes)],
            QrContent = LinkOf(booking, root),
            QrCaption = T("BookingFollow"),
        };
    }

    /// <summary>What a booked citizen should know who came before the slot, or after its grace.</summary>
    private static IEnumerable<(string Key, string Argument)> SlotNotes(HallMap map, Ticket ticket)
    {
        if (ticket.Slot is not { } slot) yield break;
        var begin = map.Local(slot).ToString("HH:mm", CultureInfo.InvariantCulture);
        if (ticket.Class is TicketClass.Ordinary) yield return ("SlotIsOver", begin);
        else if (ticket.TakenAt < slot) yield return ("SlotToCome", begin);
    }

    /// <summary>The address to follow a ticket by phone, in the language and type it was taken in.</summary>
    public static string LinkOf(Ticket ticket, Uri root) => new Uri(root, PhoneAddress.Of($"/t/{ticket.Code}", ticket.Language, ticket.LargeType)).AbsoluteUri;

    /// <summary>The address a booking is seen and given back at; checked in, it is the ticket's.</summary>
    public static string LinkOf(Booking booking, Uri root) => new Uri(root, PhoneAddress.Of($"/t/{booking.Code}", booking.Language, large: false)).AbsoluteUri;

    /// <summary>Numbers of the windows that may call a ticket as they stand, its own category's first.</summary>
    public static IEnumerable<int> WindowsFor(HallView view, Ticket ticket) => ticket.Class is not TicketClass.GreenChannel ? WindowsFor(view, ticket.Visit.Category)
        : [.. WindowsFor(view, ticket.Visit.Category), .. view.Plan.Windows.Where(w => w.HelpsGreen.Contains(ticket.Visit.Category)).Select(w => w.Number)];

    public static IEnumerable<int> WindowsFor(HallView view, CategoryId category) =>
        view.Map.ServedBy(category)
            .Where(w => !view.Map.IsTidal(w) || view.Windows[w.Id].Assigned == category)
            .OrderBy(w => w.Category == category ? 0 : 1).ThenBy(w => w.Number).Select(w => w.Number);
}
