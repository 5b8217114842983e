using TidalHall.Core.Halls;

namespace TidalHall.Core.Cases;

/// <summary>A case as it goes to the hall of the area that decides it, which is not ours: with people in clear, for it must know them.</summary>
/// <remarks>Version 1; names are for ever, new fields get a default. That hall's number and answer come back by <c>POST cases/{code}/answer-from-elsewhere</c> or are typed in.</remarks>
/// <param name="Number">Ours: area, year, item, serial.</param>
/// <param name="Area">Six digits of the division that decides it.</param>
/// <param name="Organisation">Its unified social credit code; null: a natural person applies.</param>
/// <param name="Applicant">Who applies, or represents the organisation; the child where a guardian acts.</param>
/// <param name="Delivery">How the applicant wants the result from the hall that took it in.</param>
public sealed record CaseFile(int Version, string Hall, string FromArea, string Number, string Code, string Area, string Item, string ItemName, DateOnly ReceivedOn, string? Organisation, DisclosedPerson? Applicant,
    DisclosedPerson? Guardian, DisclosedPerson? Agent, CaseFilePaper[] Papers, DeliveryWay Delivery)
{
    public const int Newest = 1;
}

/// <param name="Copies">1 to 20.</param>
/// <param name="Pages">0: not counted.</param>
/// <param name="ValidUntil">Null: no end is known.</param>
public sealed record CaseFilePaper(string Id, string Name, MaterialForm Form, int Copies, int Pages, bool Seen, DateOnly? ValidUntil);

/// <summary>A person in clear, for a body that decides about them.</summary>
public sealed record DisclosedPerson(string Name, string IdNumber, string? Phone);
