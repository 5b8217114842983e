using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Workbench;

/// <summary>A question that moves nothing: no door, no paper, no light.</summary>
internal static class HarmlessQuestion
{
    /// <summary>Profiles with the same one are asked once; null: such a device never answers.</summary>
    internal static string? Of(DeviceProfile profile) => profile switch
    {
        { Printer.StatusQueries.Length: > 0 } => "ESC/POS",
        { LockerBoard: { } board } => $"{board.Codec} {board.Board}",
        { RelayBoard: { } board } => $"Modbus {board.Board}",
        _ => Identify.CanTell(profile) ? profile.Family.ToString() : null,
    };

    /// <returns>What answered, or null.</returns>
    internal static Task<string?> AskAsync(DeviceProfile profile, ILine line, TimeProvider time, CancellationToken cancel) =>
        profile.Printer is null ? Identify.AskAsync(profile, line, time, cancel) : PrinterAsync(line, profile.Deadlines, time, cancel);

    private static async Task<string?> PrinterAsync(ILine line, DeadlineFacts deadlines, TimeProvider time, CancellationToken cancel) =>
        await new Exchange(line, deadlines, time).AskAsync<byte>(EscPosWriter.StatusRequest(1), StatusReplies.ReadRealTime, cancel) is null ? null : "ESC/POS printer";
}
