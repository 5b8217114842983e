using System.Globalization;
using System.Resources;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Devices;

/// <summary>What stands on a window's sign, in at most eight Hanzi. A number stands first, so that a sign of digits shows it too.</summary>
public static class SignLine
{
    private static readonly ResourceManager Texts = new("TidalHall.Core.Devices.SignTexts", typeof(SignLine).Assembly);

    /// <summary>The number called or served; "" where nobody is.</summary>
    public static string Of(HallView view, WindowId window, CultureInfo culture) => (view.CurrentAt(window), view.Windows.GetValueOrDefault(window)?.Session) switch
    {
        ({ State: VisitState.Called } ticket, _) => T("Called", culture, ticket.Number),
        ({ State: VisitState.Serving } ticket, _) => T("Serving", culture, ticket.Number),
        (_, WindowSession.Paused) => T("Paused", culture),
        _ => "",
    };

    /// <summary>Why a key did nothing, in the few signs there are.</summary>
    public static string Of(Refusal refusal, CultureInfo culture) => T(Texts.GetString(refusal.Code.ToString(), culture) is null ? "NotNow" : refusal.Code.ToString(), culture);

    /// <summary>A key was pressed where nobody has signed on.</summary>
    public static string NoClerk(CultureInfo culture) => T("NoClerk", culture);

    private static string T(string key, CultureInfo culture, params object?[] arguments) => string.Format(culture, Texts.GetString(key, culture)!, arguments);
}
