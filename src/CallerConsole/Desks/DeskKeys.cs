namespace TidalHall.CallerConsole.Desks;

/// <summary>The key of each action, as the browser's <c>KeyboardEvent.code</c>: the place on the keyboard, so that a Chinese input method does not swallow it.</summary>
internal static class DeskKeys
{
    public static string? CodeOf(DeskAction action) => action switch
    {
        DeskAction.CallNext => "KeyN",
        DeskAction.Recall => "KeyR",
        DeskAction.Start => "KeyS",
        DeskAction.Complete => "KeyC",
        DeskAction.CompleteOtherwise => "KeyV",
        DeskAction.SendOn => "KeyG",
        DeskAction.Miss => "KeyM",
        DeskAction.Hold => "KeyH",
        DeskAction.Transfer => "KeyT",
        DeskAction.Return => "KeyB",
        DeskAction.Serve => "KeyW",
        DeskAction.TakeIn => "KeyI",
        DeskAction.SayNo => "KeyX",
        DeskAction.Ask => "KeyQ",
        DeskAction.Open => "KeyO",
        DeskAction.Pause or DeskAction.Resume => "KeyP",
        DeskAction.Assign => "KeyA",
        // Leaving the window is never one slip of a finger away.
        _ => null,
    };

    /// <summary>"N", as it stands on the key.</summary>
    public static string? LabelOf(DeskAction action) => CodeOf(action)?[^1..];
}
