using System.Globalization;
using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Pickup;
using TidalHall.Ui;

namespace TidalHall.Hub.Notifying;

/// <summary>Which events people are told of, and what fills a template's places.</summary>
internal static class MessageTemplates
{
    /// <summary>For a code, where nobody is to read it.</summary>
    private const string Hidden = "••••••••";
    private static readonly CultureInfo Zh = CultureInfo.GetCultureInfo("zh-CN"), En = CultureInfo.GetCultureInfo("en");

    /// <summary>Null: nobody is told of it.</summary>
    internal static string? Of(HallEvent happened) => happened switch
    {
        CaseFiled => "filed",
        CaseFilingTold => "told",
        CaseReferred => "referred",
        CaseReceived or CaseReceivedFromElsewhere or CaseFilingTakenIn => "received",
        CaseAccepted => "accepted",
        CaseDeemedAccepted => "deemed",
        CaseNotAccepted => "not-accepted",
        CaseCorrectionAsked => "correction",
        CaseExtended => "extended",
        CaseStepBegun => "step",
        CaseDecided { Granted: true } => "granted",
        CaseDecided => "refused",
        CaseResultReady => "ready",
        CaseHandedOver => "handed-over",
        CaseWithdrawn => "withdrawn",
        CaseReturned => "returned",
        CaseDroppedSetAside => "papers-unfit",
        CodeIssued => "pickup-code",
        ThingRecovered { Case: not null, Receipt: null } => "taken-out",
        ThingRecovered { Case: not null } => "papers-collected",
        MissingClosed { Case: not null, Receipt: null, End: MissingEnd.Found } => "found",
        MissingClosed { Case: not null, Receipt: null } => "lost",
        MissingClosed { Case: not null, End: MissingEnd.Lost } => "papers-lost",
        _ => null,
    };

    /// <summary>Where a code opens, and until when before it is overdue.</summary>
    internal static Dictionary<string, string> Fields(HallMap map, CompartmentState at, PickupSecret secret) => new(CodeFields.Of(secret))
    {
        ["place"] = map.Cabinets.GetValueOrDefault(at.Cabinet)?.Name.In(Zh.Name) ?? at.Cabinet.Value, ["until"] = at.Inside?.OverdueAt is { } until ? map.Date(until).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "",
    };

    internal static Dictionary<string, string> Fields(HallMap map, CaseNews c, Uri root) => new()
    {
        ["number"] = c.Number.ToString(), ["item"] = map.Items.GetValueOrDefault(c.Item)?.Name.In(Zh.Name) ?? c.Item.Value, ["link"] = new Uri(root, $"c/{c.Code}").ToString(),
    };

    internal static string Text(string template, Dictionary<string, string> fields) => Text(template, fields, Zh);

    /// <summary>A few signs that say what has happened, for a field that takes no more: "已受理".</summary>
    internal static string Short(string template, Dictionary<string, string> fields) => Texts.Of<MessageTexts>(Zh)[$"short-{template}", fields.GetValueOrDefault("code", Hidden)];

    internal static string Subject(Dictionary<string, string> fields) => $"{fields.GetValueOrDefault("item", "")} {fields.GetValueOrDefault("number", "")}".Trim();

    /// <summary>Chinese, then English: whose language it is, the vault does not know.</summary>
    internal static string Letter(string template, Dictionary<string, string> fields) => $"{Text(template, fields, Zh)}\n\n{Text(template, fields, En)}\n";

    private static string Text(string template, Dictionary<string, string> fields, CultureInfo culture) =>
        Texts.Of<MessageTexts>(culture)[template, fields.GetValueOrDefault("number", ""), fields.GetValueOrDefault("item", ""), fields.GetValueOrDefault("link", ""),
            fields.GetValueOrDefault("code", Hidden), fields.GetValueOrDefault("place", ""), fields.GetValueOrDefault("until", "")];
}
