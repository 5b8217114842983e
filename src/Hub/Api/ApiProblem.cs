using System.Globalization;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Api;

/// <summary>Errors as problem details (RFC 9457) with the refusal's code.</summary>
internal static class ApiProblem
{
    public static IResult Of(Refusal refusal, HttpRequest request)
    {
        var status = StatusOf(refusal.Code);
        if (status is 503) request.HttpContext.Response.Headers.RetryAfter = "1";
        return Results.Problem(RefusalText.Of(refusal, CultureOf(request)), statusCode: status, title: refusal.Code.ToString(),
            extensions: new Dictionary<string, object?> { ["code"] = ApiWords.Word(refusal.Code), ["arguments"] = refusal.Arguments });
    }

    public static IResult Form(string detail) => Plain(400, "form", detail);

    public static IResult UnknownPath(string path) => Plain(404, "unknownPath", $"{path} is not known. The paths are in /openapi/v1.json.");

    /// <summary>What is no refusal of the hall's.</summary>
    public static IResult Plain(int status, string code, string detail) =>
        Results.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    public static int StatusOf(RefusalCode code) => code switch
    {
        RefusalCode.UnknownTicket or RefusalCode.UnknownWindow or RefusalCode.UnknownItem or RefusalCode.UnknownCategory or RefusalCode.UnknownHall or RefusalCode.UnknownNote or RefusalCode.UnknownBooking or RefusalCode.UnknownDevice
            or RefusalCode.UnknownCase or RefusalCode.UnknownFolderList or RefusalCode.UnknownCabinet or RefusalCode.UnknownCompartment or RefusalCode.UnknownRating or RefusalCode.UnknownEntry or RefusalCode.UnknownErrand => 404,
        RefusalCode.IdNumberForm or RefusalCode.IdNumberBirthDate or RefusalCode.IdNumberCheckDigit or RefusalCode.IdNumberDivision => 400,
        RefusalCode.NotAllowed => 403,
        RefusalCode.KeyReused => 422,
        RefusalCode.Busy or RefusalCode.NotDurable or RefusalCode.NotReadable => 503,
        _ => 409,
    };

    /// <summary>Chinese first; English for whoever asks for it.</summary>
    public static CultureInfo CultureOf(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).FirstOrDefault()?.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase) is true
            ? CultureInfo.GetCultureInfo("en") : CultureInfo.GetCultureInfo("zh-CN");
}
