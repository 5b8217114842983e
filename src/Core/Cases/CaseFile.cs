using System.ComponentModel.DataAnnotations;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Cases;

/// <summary>A case as it goes to the hall of the area that decides it, which is not ours: with people in clear, for it must know them.</summary>
/// <remarks>Version 1; names are for ever, new fields get a default. That hall's number and answer come back as a <see cref="CaseAnswerFile"/>, or are typed in.</remarks>
/// <param name="Number">Ours: area, year, item, serial.</param>
/// <param name="Area">Six digits of the division that decides it.</param>
/// <param name="Organisation">Its unified social credit code; null: a natural person applies.</param>
/// <param name="Applicant">Who applies, or represents the organisation; the child where a guardian acts.</param>
/// <param name="Delivery">How the applicant wants the result from the hall that took it in.</param>
public sealed record CaseFile([property: Range(1, CaseFile.Newest)] int Version, string Hall, string FromArea, string Number, string Code, string Area, string Item, string ItemName, DateOnly ReceivedOn, string? Organisation, DisclosedPerson? Applicant,
    DisclosedPerson? Guardian, DisclosedPerson? Agent, CaseFilePaper[] Papers, DeliveryWay Delivery)
{
    public const int Newest = 1;
}

/// <summary>What the hall that decides a case of another area answers to the one that took it in.</summary>
/// <remarks>Version 1, as above. What it says has the effect and the rules of what is typed in from a letter.</remarks>
/// <param name="Hall">Who answers, for people.</param>
/// <param name="FromArea">Six digits of its division: that of the case.</param>
/// <param name="To">The number of the case at the hall that took it in.</param>
/// <param name="Number">That hall's own: 1 to 80 letters, digits and "-_.".</param>
/// <param name="On">The day of its decision, or of the answer where there is none yet.</param>
/// <param name="Reasons">Of a refusal; one line of plain text, 200 signs at most.</param>
public sealed record CaseAnswerFile([property: Range(1, CaseAnswerFile.Newest)] int Version, string Hall, string FromArea, string To, ForeignNumber Number, CaseAnswer Answer, DateOnly On, string? Reasons = null)
{
    public const int Newest = 1;
}

/// <summary>Taken in there under a number and undecided, or decided.</summary>
public enum CaseAnswer { Numbered, Granted, Refused }

/// <param name="Copies">0 to 99.</param>
/// <param name="Pages">0: not counted.</param>
/// <param name="ValidUntil">Null: no end is known.</param>
public sealed record CaseFilePaper(string Id, string Name, MaterialForm Form, [property: Range(0, 99)] int Copies, [property: Range(0, 9999)] int Pages, bool Seen, DateOnly? ValidUntil);

/// <summary>A person in clear, for a body that decides about them.</summary>
public sealed record DisclosedPerson(string Name, string IdNumber, string? Phone);
