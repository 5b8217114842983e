using System.Globalization;
using TidalHall.Core.Devices;
using TidalHall.Core.Queueing;

namespace TidalHall.Kiosk;

/// <summary>All that a kiosk knows of whoever stands before it. Forgotten as a whole.</summary>
/// <param name="Priority">Asked for, or offered for the age on the card and not declined.</param>
public sealed record Visitor(CardHolder? Card = null, bool Priority = false)
{
    /// <summary>Whoever comes next.</summary>
    internal static Visitor Nobody { get; } = new();

    internal TicketClass Class => Priority ? TicketClass.GreenChannel : TicketClass.Ordinary;
}

/// <summary>Whoever holds the card that was read: a reference, and what a screen in a hall may show.</summary>
/// <param name="MaskedName">"王**": the family name and no more.</param>
/// <param name="Born">From the card's number; null where that holds no date.</param>
public sealed record CardHolder(PersonRef Person, string MaskedName, DateOnly? Born)
{
    internal static CardHolder Of(CardRead card, PersonRef person) => new(person, Mask(card.Name), BirthDate(card.Number));

    /// <summary>Whole years on a day; null where the birth date is not known.</summary>
    internal int? AgeOn(DateOnly day) => Born is { } born ? day.Year - born.Year - (day < born.AddYears(day.Year - born.Year) ? 1 : 0) : null;

    private static string Mask(string name) => name.Length == 0 ? "**" : StringInfo.GetNextTextElement(name) + "**";

    /// <summary>Signs 7 to 14 of a resident's ID number (GB 11643).</summary>
    private static DateOnly? BirthDate(string number) =>
        number.Length == 18 && DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) ? born : null;
}
