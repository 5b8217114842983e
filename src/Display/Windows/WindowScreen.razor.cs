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

    private string MoodText => Board is { Mood: WindowMood.Paused, PausedAt: { } at } ? T["WindowPausedSince", at.ToString("HH:mm", CultureInfo.InvariantCulture)] : T[$"Window{Board.Mood}"];

    private string Lead => Board switch
    {
        { Mood: WindowMood.Open } => T["WindowFree"],
        { Instead.IsEmpty: false } => T["WindowInstead", string.Join(T["Comma"], Board.Instead.Select(w => w.In(Culture)))],
        { Mood: WindowMood.Paused } => T["WindowPausedLead"],
        _ => T["WindowClosedLead"],
    };
}
