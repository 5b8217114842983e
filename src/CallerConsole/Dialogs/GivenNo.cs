using TidalHall.Core.Cases;

namespace TidalHall.CallerConsole.Dialogs;

/// <summary>A no as it was said at the window, before what was typed is in the vault.</summary>
/// <param name="RightBody">Whose it is; empty where it is nobody else's.</param>
public sealed record GivenNo(NoGround Ground, string Reason, string RightBody);
