using System.Data.Common;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Guide;

/// <summary>Who stands at the door: the citizen, somebody of the hall with a mandate (代办), or a commercial agent (中介).</summary>
public sealed class ForWhom
{
    public const int NameMax = 100;

    public TakenBy By { get; set; }
    /// <summary>What the mandate says.</summary>
    public string Mandate { get; set; } = "";
    public string Number { get; set; } = "";
    public string Name { get; set; } = "";
    public int Matters { get; set; } = 1;

    /// <summary>The order with what it says of them, kept in the vault first; or why it is not sent.</summary>
    internal async Task<(TakeTicket Order, Reason? Kept, Refusal? Refusal)> WriteAsync(TakeTicket order, Guid id, GuideScene scene, INotes notes, IPeople people)
    {
        switch (By)
        {
            case TakenBy.Proxy:
                var kept = await notes.KeepAsync(Mandate.Trim(), id, scene.Leaving);
                return (order with { Mandate = (kept.Reason as Reason.Typed)?.Note }, kept.Reason, kept.Refusal ?? (kept.Reason is null ? Refusal.Because(RefusalCode.MandateNotSeen) : null));
            case TakenBy.Agent:
                var number = Number.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
                if (IdNumber.Check(number, scene.View.Map.Date(scene.Hall.Now), scene.View.Plan.Cases.NewDivisions) is { } fault) return (order, null, Refusal.Because(IdNumber.CodeOf(fault), scene.T["AgentNumber"]));
                try
                {
                    return (order with { Agent = await people.RememberUnseenAsync(number, Name.Trim(), scene.Leaving), Matters = Matters }, null, null);
                }
                catch (Exception e) when (e is DbException or IOException or InvalidOperationException)
                {
                    return (order, null, Refusal.Because(RefusalCode.NotDurable));
                }
            default: return (order, null, null);
        }
    }
}
