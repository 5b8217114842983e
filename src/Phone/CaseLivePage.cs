using System.Globalization;
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

    public object? Pressing(IHall hall, string key) => TicketCode.TryParse(key, out var code) ? hall.View.Cases.Find(code)?.State : null;

    /// <param name="key">The case's code, as people type it.</param>
    public LiveDrawing? Draw(IHall hall, string key, CultureInfo culture)
    {
        var view = hall.View;
        return TicketCode.TryParse(key, out var code) && view.Cases.Find(code) is { } c
            ? new(typeof(CaseCard), new Dictionary<string, object?> { [nameof(CaseCard.View)] = view, [nameof(CaseCard.Case)] = c, [nameof(CaseCard.Culture)] = culture }, view)
            : null;
    }
}
