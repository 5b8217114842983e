using Microsoft.AspNetCore.Components;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Guide;

/// <summary>A part of the tablet that gives orders: one at a time, and why the last was refused.</summary>
public abstract class TicketOrders : ComponentBase
{
    [Inject] private TimeProvider Time { get; set; } = default!;
    [CascadingParameter] internal GuideScene Scene { get; set; } = default!;

    private protected bool Sending { get; private set; }
    private protected Refusal? Refusal { get; set; }

    private protected Guid NewOrder() => Guid.CreateVersion7(Time.GetUtcNow());

    /// <param name="place">The kiosk whose printer is meant.</param>
    /// <param name="id">Of an order that may be touched twice; null: a new one.</param>
    /// <returns>Null while another is under way.</returns>
    private protected async Task<Answer?> OrderAsync(HallCommand command, PlaceId? place = null, Guid? id = null)
    {
        if (Sending) return null;
        Sending = true;
        try
        {
            var answer = await Scene.SendAsync(id ?? NewOrder(), command, place);
            Refusal = answer.Refusal;
            return answer;
        }
        finally
        {
            Sending = false;
        }
    }
}
