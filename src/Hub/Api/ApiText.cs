using System.Globalization;
using TidalHall.Ui;

namespace TidalHall.Hub.Api;

/// <summary>A sentence of the API's own, told in the language of whoever asks: from ApiTexts.resx (zh) and ApiTexts.en.resx.</summary>
/// <param name="Arguments">Words of the contract stay as they are; an <see cref="ApiText"/> among them is told in the same language.</param>
internal sealed record ApiText(string Key, params object?[] Arguments)
{
    public string In(CultureInfo culture) => Texts.Of<ApiTexts>(culture)[Key, [.. Arguments.Select(a => a is ApiText text ? text.In(culture) : a)]];

    /// <summary>What a member of a body may hold.</summary>
    public static ApiText Allowed(string member) => new($"Allowed_{member}");
}

/// <summary>Texts of the API that are no refusals of the hall.</summary>
internal sealed class ApiTexts;
