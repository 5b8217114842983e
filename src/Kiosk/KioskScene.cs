using System.Globalization;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Ui;
using KioskPlace = TidalHall.Core.Halls.Kiosk;

namespace TidalHall.Kiosk;

/// <summary>What every screen of a kiosk is drawn from: the hall now, this kiosk, the citizen's language and type size.</summary>
internal sealed record KioskScene(HallView View, KioskPlace Place, CultureInfo Culture, bool Elder, DateTimeOffset Now)
{
    internal Texts T { get; } = Texts.Of<KioskTexts>(Culture);
    internal string Language => Culture.Name;

    internal string In(LocalText text) => text.In(Language);
    /// <summary>"zh-CN" on a Chinese text in a foreign page, else null.</summary>
    internal string? LangOf(LocalText text) => Language is "zh-CN" || !text.IsChineseIn(Language) ? null : "zh-CN";

    /// <summary>The same for what is Chinese always, a department for one; null for no text.</summary>
    internal string? LangOfChinese(string? text) => text is null || Language is "zh-CN" ? null : "zh-CN";

    /// <summary>"long" for a name that takes smaller type to stand whole: some differ in their last words only.</summary>
    internal string? LengthOf(LocalText name) => In(name).Length > (name.IsChineseIn(Language) ? 50 : 100) ? "long" : null;

    /// <summary>A printer that is there and not known to fail. An unknown one may print.</summary>
    internal bool MayPrint => Place.Printer is { } printer && HealthOf(printer) is not (DeviceState.Faulty or DeviceState.Offline);
    /// <summary>It says itself that it prints; near the end of its roll too, which is the hall's concern and not the citizen's.</summary>
    internal bool PrinterWorks => Place.Printer is { } printer && HealthOf(printer) is DeviceState.Ready or DeviceState.NearEnd;
    internal bool MayReadCards => Place.Reader is { } reader && HealthOf(reader) is not (DeviceState.Faulty or DeviceState.Offline);

    /// <summary>As old as the hall gives priority for, by the card.</summary>
    internal bool IsElderly(CardHolder? card) => card?.AgeOn(DateOnly.FromDateTime(View.Map.Local(Now))) >= View.Plan.Rules.ElderAge;

    /// <summary>A refusal in the citizen's language, the matter too.</summary>
    internal string Say(Refusal refusal, ServiceItem? item)
    {
        var arguments = item is null ? refusal.Arguments : [.. refusal.Arguments.Select(a => a == item.Name.Zh ? In(item.Name) : a)];
        return RefusalText.Of(refusal with { Arguments = arguments }, Culture);
    }

    private DeviceState HealthOf(DeviceId device) => View.Devices.FirstOrDefault(d => d.Device == device)?.Health.State ?? DeviceState.Unknown;
}
