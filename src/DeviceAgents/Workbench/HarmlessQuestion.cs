using System.Buffers;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Workbench;

/// <summary>A question that moves nothing: no door, no paper, no light.</summary>
/// <param name="Key">Profiles with the same one are asked once.</param>
/// <param name="AskAsync">Whether it was answered as its family does.</param>
internal sealed record HarmlessQuestion(string Key, Func<ILine, TimeProvider, CancellationToken, Task<bool>> AskAsync)
{
    /// <summary>null: this device never answers anything.</summary>
    internal static HarmlessQuestion? Of(DeviceProfile profile) => profile switch
    {
        { Printer: { StatusQueries.Length: > 0 } } => new("Printer, ESC/POS", (line, time, cancel) => PrinterAsync(line, profile.Deadlines, time, cancel)),
        _ => null,
    };

    private static async Task<bool> PrinterAsync(ILine line, DeadlineFacts deadlines, TimeProvider time, CancellationToken cancel) =>
        await new Exchange(line, deadlines, time).AskAsync<byte>(EscPosWriter.StatusRequest(1), StatusReplies.ReadRealTime, cancel) is not null;
}
