using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui;

namespace TidalHall.CallerConsole.Desks;

/// <summary>How the console says things.</summary>
public sealed class Wording(CultureInfo culture) : PageWording(culture, Texts.Of<ConsoleTexts>(culture)), ISpoken<Wording>
{
    public static Wording In(CultureInfo culture) => new(culture);

    /// <summary>A step by its matter where it has one of its own, else by who does it.</summary>
    public string Of(VisitStep step, HallMap map) =>
        step.Item is { } item && map.Items.TryGetValue(item, out var known) ? Of(known.Name) : map.Categories.TryGetValue(step.Category, out var category) ? Of(category.Name) : step.Category.Value;

    /// <summary>What is amiss with a ticket's paper; null: nothing, as far as anybody knows.</summary>
    public string? PaperOf(Ticket ticket) => ticket.MayHaveNoNumber ? this["LeftOnScreen"] : ticket.Paper is PaperState.NotOnPaper or PaperState.Unknown ? Of(ticket.Paper) : null;

    public string Of(WindowSession session) => this[$"Session_{session.GetType().Name}"];

    /// <summary>"0:42", "12:05", "1:02:05".</summary>
    public static string Clock(TimeSpan span) => span.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours}:{span:mm\\:ss}")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes}:{span:ss}");

    public static string Clock(long milliseconds) => Clock(TimeSpan.FromMilliseconds(Math.Max(0, milliseconds)));

    /// <summary>Whole minutes, begun ones not counted.</summary>
    public string Minutes(TimeSpan span) => this["Minutes", (int)span.TotalMinutes];
}
