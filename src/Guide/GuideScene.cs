using System.Globalization;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui;

namespace TidalHall.Guide;

/// <summary>What every part of the tablet is drawn from, and the way of its orders to the hall.</summary>
/// <param name="Root">The address phones reach the hub at.</param>
/// <param name="Leaving">Ends when the page is left.</param>
internal sealed record GuideScene(IHall Hall, Actor Actor, CultureInfo Culture, Uri Root, CancellationToken Leaving)
{
    internal Texts T { get; } = Texts.Of<GuideTexts>(Culture);
    internal HallView View => Hall.View;
    /// <summary>Kiosks that print: a guide's ticket comes out at one of them.</summary>
    internal IEnumerable<Kiosk> Printers => View.Plan.Kiosks.Where(k => k.Printer is not null);

    internal string In(LocalText text) => text.In(Culture.Name);
    /// <summary>"zh-CN" on a Chinese text in a foreign page, else null.</summary>
    internal string? LangOf(LocalText text) => Culture.Name is "zh-CN" || !text.IsChineseIn(Culture.Name) ? null : "zh-CN";
    internal string Say(Refusal refusal) => RefusalText.Of(refusal, Culture);
    internal string Clock(DateTimeOffset at) => View.Map.Local(at).ToString("HH:mm", Culture);
    internal ServiceItem? ItemOf(Ticket ticket) => View.Map.Items.GetValueOrDefault(ticket.Visit.Item);

    /// <summary>Where to send somebody: the windows that may call, zone by zone.</summary>
    internal IEnumerable<string> WhereTo(IEnumerable<int> windows) =>
        from number in windows
        let zone = View.Plan.Windows.First(w => w.Number == number).Zone
        group number by zone into there
        select T["WhereTo", In(View.Plan.Zones.First(z => z.Id == there.Key).Name), string.Join(T["Comma"], there)];

    /// <param name="place">The kiosk whose printer is meant.</param>
    internal Task<Answer> SendAsync(Guid id, HallCommand command, PlaceId? place = null) => Hall.SendAsync(new(id, Actor, command, place), Leaving);
}
