using System.Globalization;
using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Ui;

namespace TidalHall.Hub.Notifying;

/// <summary>Which events people are told of, and what fills a template's places.</summary>
internal static class MessageTemplates
{
    private static readonly CultureInfo Zh = CultureInfo.GetCultureInfo("zh-CN"), En = CultureInfo.GetCultureInfo("en");

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

    internal static Dictionary<string, string> Fields(HallMap map, CaseNews c, Uri root) => new()
    {
        ["number"] = c.Number.ToString(), ["item"] = map.Items.GetValueOrDefault(c.Item)?.Name.In(Zh.Name) ?? c.Item.Value, ["link"] = new Uri(root, $"c/{c.Code}").ToString(),
    };

    internal static string Text(string template, Dictionary<string, string> fields) => Text(template, fields, Zh);

    /// <summary>A few signs that say what has happened, for a field that takes no more: "已受理".</summary>
    internal static string Short(string template) => Texts.Of<MessageTexts>(Zh)[$"short-{template}"];

    internal static string Subject(Dictionary<string, string> fields) => $"{fields.GetValueOrDefault("item", "")} {fields.GetValueOrDefault("number", "")}".Trim();

    /// <summary>Chinese, then English: whose language it is, the vault does not know.</summary>
    internal static string Letter(string template, Dictionary<string, string> fields) => $"{Text(template, fields, Zh)}\n\n{Text(template, fields, En)}\n";

    private static string Text(string template, Dictionary<string, string> fields, CultureInfo culture) =>
        Texts.Of<MessageTexts>(culture)[template, fields.GetValueOrDefault("number", ""), fields.GetValueOrDefault("item", ""), fields.GetValueOrDefault("link", "")];
}
