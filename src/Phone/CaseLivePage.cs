using System.Globalization;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Phone;

/// <summary>A case by its code, as it stands now.</summary>
internal sealed class CaseLivePage : ILivePage
{
    public string Kind => "case";

    /// <summary>A case moves in days: the phone need not hurry.</summary>
    public TimeSpan ShortestRedraw => TimeSpan.FromSeconds(10);

    public object? Pressing(IHall hall, string key) => TicketCode.TryParse(key, out var code) ? Find(hall.View, code)?.State ?? (object?)hall.View.Cabinets.FindDropped(code)?.TakenOutAt : null;

    /// <param name="key">The case's code as people type it, or that of a drop-box's receipt.</param>
    public LiveDrawing? Draw(IHall hall, string key, CultureInfo culture)
    {
        var view = hall.View;
        if (!TicketCode.TryParse(key, out var code)) return null;
        if (Find(view, code) is { } c) return new(typeof(CaseCard), new Dictionary<string, object?> { [nameof(CaseCard.View)] = view, [nameof(CaseCard.Case)] = c, [nameof(CaseCard.Culture)] = culture }, view);
        return view.Cabinets.FindDropped(code) is { } papers
            ? new(typeof(DroppedCard), new Dictionary<string, object?> { [nameof(DroppedCard.View)] = view, [nameof(DroppedCard.Papers)] = papers, [nameof(DroppedCard.Culture)] = culture }, view)
            : null;
    }

    /// <summary>By its own code, or by the receipt of what a window took in from a drop-box. Whoever put papers in for a case has shown no right to see it.</summary>
    private static Case? Find(HallView view, TicketCode code) => view.Cases.Find(code) ?? (view.Cabinets.FindDropped(code)?.Case is { } of ? view.Cases.Find(of) : null);
}
