using TidalHall.DeviceAgents.Drivers;

namespace TidalHall.DeviceAgents.WindowSigns;

/// <summary>A line of lights above a window.</summary>
internal interface IWindowSign : IDriver
{
    /// <param name="forms">The same in ever shorter words, "请A012号到3号窗口", "A012"; the first that fits is shown, the last one cut if none does.</param>
    Task<SignOutcome> ShowAsync(IReadOnlyList<string> forms, CancellationToken cancel);
}

internal enum SignOutcome
{
    /// <summary>The bytes left. These signs answer nothing, so that is all there is to know.</summary>
    Sent,
    /// <summary>A sign of numbers, and no form holds one it can show.</summary>
    CannotShow,
    /// <summary>The line could not be opened, or broke.</summary>
    Failed,
}
