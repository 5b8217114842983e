using System.Text.Json.Serialization;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Staffing;

/// <summary>A window as it stands: who sits there, whom it serves. Immutable.</summary>
public sealed record WindowState(WindowId Id, WindowSession Session)
{
    /// <summary>The one ticket called to or served at it.</summary>
    public TicketId? Current { get; init; }
    /// <summary>Why it was called, while it is there.</summary>
    public CalledWhy? Why { get; init; }
    /// <summary>The category a tidal window has been turned to.</summary>
    public CategoryId? Assigned { get; init; }
    /// <summary>Of a tidal window: what the tide did and asks.</summary>
    public TidalState Tide { get; init; } = new();
    /// <summary>Closed by a person today: its roster counts no more until it opens again.</summary>
    public bool ClosedToday { get; init; }
    /// <summary>What bounds priority here, 0 to 2; see <see cref="PriorityCredit"/>.</summary>
    public double Credit { get; init; } = PriorityCredit.Most;
    public int CompletedToday { get; init; }

    public bool IsOpen => Session is WindowSession.Open;
    public ClerkId? Clerk => (Session as WindowSession.Staffed)?.Clerk;
}

[JsonDerivedType(typeof(Vacant), "vacant")]
[JsonDerivedType(typeof(SignedOn), "signedOn")]
[JsonDerivedType(typeof(Open), "open")]
[JsonDerivedType(typeof(Paused), "paused")]
public abstract record WindowSession
{
    private WindowSession() { }

    public sealed record Vacant : WindowSession;
    public abstract record Staffed(ClerkId Clerk, long Since) : WindowSession;
    public sealed record SignedOn(ClerkId Clerk, long Since) : Staffed(Clerk, Since);
    public sealed record Open(ClerkId Clerk, long Since) : Staffed(Clerk, Since);
    public sealed record Paused(ClerkId Clerk, long Since, Reason Reason) : Staffed(Clerk, Since);
}
