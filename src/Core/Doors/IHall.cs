using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Doors;

/// <summary>The halls of this hub; one of them is the default.</summary>
public interface IHalls
{
    IHall Default { get; }
    /// <summary>Every one, the default first.</summary>
    IEnumerable<IHall> All => [Default];
    IHall? Find(HallId id);
}

/// <summary>The one way to a hall, whoever comes: surface, integrator, agent, played day.</summary>
public interface IHall
{
    HallId Id { get; }

    /// <summary>The hall's time; another than the machine's while a day is played.</summary>
    DateTimeOffset Now => View.At;

    /// <summary>The newest view; immutable.</summary>
    HallView View { get; }

    /// <summary>Since when nothing can be written to disk, so that nothing is done; null while all is well.</summary>
    DateTimeOffset? NotDurableSince => View.NotDurableSince;

    /// <summary>Sends one command. An answer of <see cref="AnswerKind.Done"/> means it is on disk.</summary>
    Task<Answer> SendAsync(CommandEnvelope envelope, CancellationToken cancel = default);

    /// <summary>A view that holds everything up to a sequence.</summary>
    Task<HallView> ViewAtAsync(long sequence, CancellationToken cancel = default);

    /// <summary>The newest view now and after each change; what comes while the reader draws is one view.</summary>
    IAsyncEnumerable<HallView> WatchNewestAsync(CancellationToken cancel = default);

    /// <summary>Stored events after a sequence, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<Recorded>> ReadJournalAsync(long after, int limit, CancellationToken cancel = default);
}

/// <summary>A command on its way, with who sends it from where.</summary>
/// <param name="Id">Made at the touch: a double tap or a resend is one command.</param>
/// <param name="Fingerprint">Of the request's body; the same id with another one is refused. 0 = unchecked.</param>
public sealed record CommandEnvelope(Guid Id, Actor Actor, HallCommand Command, PlaceId? Place = null, long Fingerprint = 0);

public enum AnswerKind { Done, AlreadySo, Refused }

/// <param name="Sequence">The last event it led to, or the newest then.</param>
/// <param name="Ticket">The ticket its first event is about.</param>
/// <param name="Current">Who was at the window then, where the command named one.</param>
public sealed record Answer(AnswerKind Kind, long Sequence, TicketId? Ticket = null, Refusal? Refusal = null, TicketId? Current = null);
