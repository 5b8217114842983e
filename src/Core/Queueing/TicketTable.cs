using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TidalHall.Core.Queueing;

/// <summary>The tickets a hall remembers, by id, in pages that views share: a view costs one reference a page, not one a ticket.</summary>
/// <remarks>One thread writes. A page that a view has is copied before it changes, so a view never does.</remarks>
internal sealed class TicketTable : IReadOnlyCollection<Ticket>
{
    /// <summary>Tickets a page: 2 KiB to copy at a change, 20 references for a day of 5,000.</summary>
    private const int PageSize = 256;

    private Ticket?[]?[] _pages = [];
    /// <summary>Pages that no view has.</summary>
    private bool[] _own = [];
    private long _firstPage;
    // Shared with the views; a code is random and never given twice, so what is added later hides nothing.
    private readonly CodeIndex _byCode;

    public TicketTable() => _byCode = new();

    private TicketTable(TicketTable of)
    {
        (_pages, _firstPage, _byCode, Count) = ([.. of._pages], of._firstPage, of._byCode, of.Count);
        _own = new bool[_pages.Length];
    }

    public int Count { get; private set; }

    /// <summary>The table as it stands, for readers; this one goes on.</summary>
    public TicketTable Share()
    {
        Array.Clear(_own);
        return new(this);
    }

    public Ticket? Find(TicketId id)
    {
        var page = id.Value / PageSize - _firstPage;
        return page >= 0 && page < _pages.Length ? _pages[page]?[id.Value % PageSize] : null;
    }

    public Ticket? Find(TicketCode code) => _byCode.Find(this, code);

    public bool TryGetValue(TicketId id, [NotNullWhen(true)] out Ticket? ticket) => (ticket = Find(id)) is not null;

    /// <exception cref="KeyNotFoundException">There is none of that id.</exception>
    public Ticket this[TicketId id]
    {
        get => Find(id) ?? throw new KeyNotFoundException($"No ticket {id}.");
        set
        {
            var page = OwnPage(id);
            ref var slot = ref page[id.Value % PageSize];
            var isNew = slot is null;
            slot = value;
            if (!isNew) return;
            Count++;
            _byCode.Add(this, value);
        }
    }

    public void Remove(TicketId id)
    {
        if (Find(id) is not { } ticket) return;
        OwnPage(id)[id.Value % PageSize] = null;
        _byCode.Remove(ticket);
        Count--;
    }

    /// <summary>Lets go of pages at the front that hold nobody any more.</summary>
    public void Trim()
    {
        var empty = 0;
        while (empty < _pages.Length && (_pages[empty] is not { } page || Array.TrueForAll(page, t => t is null))) empty++;
        (_pages, _own, _firstPage) = (_pages[empty..], _own[empty..], _firstPage + empty);
    }

    /// <summary>In the order of their ids.</summary>
    public IEnumerator<Ticket> GetEnumerator()
    {
        foreach (var page in _pages)
            if (page is not null)
                foreach (var ticket in page)
                    if (ticket is not null) yield return ticket;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Ticket?[] OwnPage(TicketId id)
    {
        var number = id.Value / PageSize;
        if (_pages.Length == 0) _firstPage = number;
        if (number < _firstPage) Shift(number);
        var at = (int)(number - _firstPage);
        if (at >= _pages.Length)
        {
            Array.Resize(ref _pages, at + 1);
            Array.Resize(ref _own, at + 1);
        }
        if (!_own[at])
        {
            _pages[at] = _pages[at] is { } shared ? [.. shared] : new Ticket?[PageSize];
            _own[at] = true;
        }
        return _pages[at]!;
    }

    private void Shift(long first)
    {
        var by = (int)(_firstPage - first);
        _pages = [.. new Ticket?[]?[by], .. _pages];
        _own = [.. new bool[by], .. _own];
        _firstPage = first;
    }
}
