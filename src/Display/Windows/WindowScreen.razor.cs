using System.Globalization;
using Microsoft.AspNetCore.Components;
using TidalHall.Display.Halls;
using TidalHall.Ui;

namespace TidalHall.Display.Windows;

/// <summary>The display above one window, from 1280×400 down to a phone held upright.</summary>
public sealed partial class WindowScreen : ComponentBase
{
    [Parameter, EditorRequired] public required WindowBoard Board { get; set; }
    [Parameter, EditorRequired] public required CultureInfo Culture { get; set; }

    private Texts T => Texts.Of<DisplayTexts>(Culture);
    private string Stage => Board.Current is null ? "Free" : Board.Stage.ToString();
    private string Room => Board.Room?.In(Culture.Name) ?? T["Window"];
    private string? RoomLang => Board.Room is { } room ? DisplayTexts.LangOf(room, Culture) : null;
    private bool HasNext => Board is { Mood: WindowMood.Open, Next: not null };

    // An open window without anybody says it large already.
    private bool SaysMood => Board is not { Mood: WindowMood.Open, Current: null };
    private string MoodText => Board is { Mood: WindowMood.Paused, PausedAt: { } at } ? T["WindowPausedSince", at.ToString("HH:mm", CultureInfo.InvariantCulture)] : T[$"Window{Board.Mood}"];

    private string Lead => Board switch
    {
        { Mood: WindowMood.Open } => T["WindowFree"],
        { Instead.IsEmpty: false } => T["WindowInstead", string.Join(T["Comma"], OthersByName())],
        { Mood: WindowMood.Paused } => T["WindowPausedLead"],
        _ => T["WindowClosedLead"],
    };

    /// <summary>"2、3 号窗口", then the rooms.</summary>
    private IEnumerable<string> OthersByName()
    {
        var numbered = Board.Instead.Where(w => w.Room is null).ToList();
        if (numbered.Count == 1) yield return numbered[0].In(Culture);
        if (numbered.Count > 1) yield return T["WindowNumbers", string.Join(T["Comma"], numbered.Select(w => w.Number))];
        foreach (var room in Board.Instead.Where(w => w.Room is not null)) yield return room.In(Culture);
    }
}
