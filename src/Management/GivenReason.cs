using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;

namespace TidalHall.Management;

/// <summary>A manager's order that needs a reason: a word that is offered, or what was typed.</summary>
public sealed record GivenReason(Func<Reason?, HallCommand> Command, ReasonWord Word, string? Typed)
{
    /// <summary>What was typed goes to the vault before the order that holds its reference.</summary>
    /// <param name="id">Of the order.</param>
    internal async Task<KeptNote> KeepAsync(INotes notes, Guid id, CancellationToken cancel) =>
        Typed is { } text ? await notes.KeepAsync(text, id, cancel) : new(new Reason.Offered(Word));
}
