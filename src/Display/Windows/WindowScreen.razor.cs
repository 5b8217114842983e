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

    private string Lead => Board.Mood switch
    {
        WindowMood.Open => "WindowFree",
        WindowMood.Paused => "WindowPausedLead",
        _ => "WindowClosedLead",
    };
}
