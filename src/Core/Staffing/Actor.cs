using TidalHall.Core.Halls;

namespace TidalHall.Core.Staffing;

/// <summary>The roles of the product, all of them in this one place.</summary>
[Flags]
public enum Roles
{
    None = 0,
    Guide = 1,
    IntakeClerk = 2,
    DeliveryClerk = 4,
    DepartmentOfficer = 8,
    Manager = 16,
    Technician = 32,
    Auditor = 64,
    /// <summary>Whoever may sit at a window.</summary>
    AnyClerk = IntakeClerk | DeliveryClerk | DepartmentOfficer,
}

public enum ActorKind { Citizen, Staff, Integrator, Device, Hub }

/// <summary>Who sends a command. Travels with it, so that every door obeys the same rules.</summary>
public sealed record Actor(ActorKind Kind, ClerkId Id, Roles Roles = Roles.None)
{
    public static Actor Hub { get; } = new(ActorKind.Hub, new("hub"));
    public static Actor Citizen(string place) => new(ActorKind.Citizen, new(place));
    public bool Is(Roles roles) => (Roles & roles) != 0;
}
