using System.Net;

namespace TidalHall.Hub.Tests.Durability;

/// <summary>A command that the hub answered as done, as its sender remembers it.</summary>
/// <param name="Ticket">The code in the answer; for a window, of who was there.</param>
internal sealed record Answered(string Key, string Path, string Body, HttpStatusCode Status, string? Ticket, string? Number);

/// <summary>A command that was sent and never answered: it may be done or not, but not twice.</summary>
internal sealed record Unanswered(string Key, string Path, string Body);
