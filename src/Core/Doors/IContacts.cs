using TidalHall.Core.Queueing;

namespace TidalHall.Core.Doors;

/// <summary>Where and how people are told of their cases: part of the vault of personal data.</summary>
public interface IContacts
{
    /// <summary>Keeps what a person gave, on disk when it returns; what is null stays as it is known, what is empty is known no more. Nobody known: nothing is kept.</summary>
    /// <param name="by">Who took it down; the act is audited.</param>
    Task KeepAsync(PersonRef person, Contact given, string by, CancellationToken cancel);

    /// <summary>Unmasked, for what sends; null when the vault knows the person no more. The look is audited.</summary>
    Task<Contact?> FindAsync(PersonRef person, string by, CancellationToken cancel);
}

/// <summary>A way to tell an applicant something.</summary>
public enum ContactWay { Sms, WeChat, Email }

/// <param name="FamilyPhone">A member of the family who gets a copy of every message by SMS.</param>
/// <param name="WeChat">The person's openid with the hall's own WeChat account.</param>
/// <param name="Way">By which a message goes first; the others stand in where it does not get through. Null: by SMS.</param>
public sealed record Contact(string? Phone = null, string? FamilyPhone = null, string? Email = null, string? WeChat = null, ContactWay? Way = null)
{
    private const int PhoneMin = 7, PhoneMax = 16, EmailMax = 254, WeChatMax = 64;

    /// <summary>The members that are no such address, by their names; an empty one is none and well.</summary>
    public IEnumerable<string> Faults()
    {
        if (!IsPhone(Phone)) yield return "phone";
        if (!IsPhone(FamilyPhone)) yield return "familyPhone";
        if (!IsEmail(Email)) yield return "email";
        if (!IsWeChat(WeChat)) yield return "weChat";
    }

    // Printed, it says what there is and not what it is: a log may hold it.
    public override string ToString() => $"Contact {{ Phone = {Has(Phone)}, FamilyPhone = {Has(FamilyPhone)}, Email = {Has(Email)}, WeChat = {Has(WeChat)}, Way = {Way} }}";

    private static string Has(string? address) => string.IsNullOrEmpty(address) ? "-" : "***";

    private static bool IsPhone(string? text) => string.IsNullOrEmpty(text) || (text.Length is >= PhoneMin and <= PhoneMax && text.All(c => char.IsAsciiDigit(c) || c is '+' or '-') && text.Any(char.IsAsciiDigit));

    private static bool IsEmail(string? text) =>
        string.IsNullOrEmpty(text) || (text.Length <= EmailMax && text.All(c => c is > ' ' and <= '~' and not (',' or ';' or '<' or '>' or '"'))
            && text.Split('@') is [{ Length: > 0 }, { Length: > 2 } host] && host.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && dot < host.Length - 1);

    private static bool IsWeChat(string? text) => string.IsNullOrEmpty(text) || (text.Length <= WeChatMax && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
}
