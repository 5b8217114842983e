namespace TidalHall.Journal;

/// <summary>One event as it lies in the database. The key (hall, sequence) makes a second writer fail instead of forking history.</summary>
internal sealed class EventRow
{
    public required string Hall { get; init; }
    public required long Sequence { get; init; }
    /// <summary>UTC ticks of 100 ns: SQLite cannot order <c>DateTimeOffset</c>.</summary>
    public required long At { get; init; }
    public required long Tick { get; init; }
    public required byte[] Command { get; init; }
    /// <summary>Guards a repeated id against another body; 0 = none given.</summary>
    public required long Fingerprint { get; init; }
    public required string Actor { get; init; }
    public string? Place { get; init; }
    public required string Kind { get; init; }
    public required int Version { get; init; }
    public required byte[] Payload { get; init; }
    /// <summary>SHA-256 of the hash before and this row's payload.</summary>
    public required byte[] Hash { get; init; }
}
