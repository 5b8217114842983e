using System.Globalization;
using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Ui;

namespace TidalHall.Hub.Notifying;

/// <summary>Which events people are told of, and what fills a template's places.</summary>
internal static class MessageTemplates
{
    private static readonly CultureInfo Zh = CultureInfo.GetCultureInfo("zh-CN");

    /// <summary>Null: nobody is told of it.</summary>
    internal static string? Of(HallEvent happened) => happened switch
    {
        CaseReceived => "received",
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
        _ => null,
    };

    internal static Dictionary<string, string> Fields(HallMap map, Case c, Uri root) => new()
    {
        ["number"] = c.Number.ToString(), ["item"] = map.Items.GetValueOrDefault(c.Item)?.Name.In(Zh.Name) ?? c.Item.Value, ["link"] = new Uri(root, $"c/{c.Code}").ToString(),
    };

    internal static string Text(string template, Dictionary<string, string> fields) =>
        Texts.Of<MessageTexts>(Zh)[template, fields.GetValueOrDefault("number", ""), fields.GetValueOrDefault("item", ""), fields.GetValueOrDefault("link", "")];
}
