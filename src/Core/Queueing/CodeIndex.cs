namespace TidalHall.Core.Queueing;

/// <summary>Where tickets are found by their codes: ids alone, each at the place its code's random bits give. What a reader asks for is compared with the ticket itself.</summary>
/// <remarks>One thread writes, any thread reads, each in the table it has. Numbers in one array: a day of tickets gives the collector nothing to follow here.</remarks>
internal sealed class CodeIndex
{
    private const long Free = 0, Gone = -1;

    private long[] _places = new long[64];
    /// <summary>Places not free: what is gone still leads on to what came after it.</summary>
    private int _used;

    public Ticket? Find(TicketTable tickets, TicketCode code)
    {
        var places = Volatile.Read(ref _places);
        for (var at = code.GetHashCode() & (places.Length - 1); Volatile.Read(ref places[at]) is var id and not Free; at = (at + 1) & (places.Length - 1))
            if (id != Gone && tickets.Find(new TicketId(id)) is { } ticket && ticket.Code == code) return ticket;
        return null;
    }

    /// <param name="tickets">Holds the ticket already.</param>
    public void Add(TicketTable tickets, Ticket ticket)
    {
        if (++_used > _places.Length / 2) Grow(tickets);
        else Volatile.Write(ref _places[FreePlace(_places, ticket.Code)], ticket.Id.Value);
    }

    public void Remove(Ticket ticket)
    {
        var at = ticket.Code.GetHashCode() & (_places.Length - 1);
        while (_places[at] != ticket.Id.Value) at = (at + 1) & (_places.Length - 1);
        Volatile.Write(ref _places[at], Gone);
    }

    /// <summary>Anew for those who are there: a reader keeps the array that he has.</summary>
    private void Grow(TicketTable tickets)
    {
        var size = 64;
        while (size < tickets.Count * 4) size *= 2;
        var places = new long[size];
        foreach (var ticket in tickets) places[FreePlace(places, ticket.Code)] = ticket.Id.Value;
        _used = tickets.Count;
        Volatile.Write(ref _places, places);
    }

    private static int FreePlace(long[] places, TicketCode code)
    {
        var at = code.GetHashCode() & (places.Length - 1);
        while (places[at] != Free) at = (at + 1) & (places.Length - 1);
        return at;
    }
}
