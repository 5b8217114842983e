using System.Globalization;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Api;

/// <summary>Errors as problem details (RFC 9457) with the refusal's code.</summary>
internal static class ApiProblem
{
    public static IResult Of(Refusal refusal, HttpRequest request) => Results.Problem(
        RefusalText.Of(refusal, CultureOf(request)), statusCode: StatusOf(refusal.Code), title: refusal.Code.ToString(),
        extensions: new Dictionary<string, object?> { ["code"] = ApiWords.Word(refusal.Code), ["arguments"] = refusal.Arguments });

    public static IResult Form(string detail) => Results.Problem(detail, statusCode: 400, title: "Form", extensions: new Dictionary<string, object?> { ["code"] = "form" });

    public static int StatusOf(RefusalCode code) => code switch
    {
        RefusalCode.UnknownTicket or RefusalCode.UnknownWindow or RefusalCode.UnknownItem or RefusalCode.UnknownCategory or RefusalCode.UnknownHall => 404,
        RefusalCode.NotAllowed => 403,
        RefusalCode.KeyReused => 422,
        RefusalCode.Busy or RefusalCode.NotDurable => 503,
        _ => 409,
    };

    /// <summary>Chinese first; English for whoever asks for it.</summary>
    public static CultureInfo CultureOf(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).FirstOrDefault()?.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase) is true
            ? CultureInfo.GetCultureInfo("en") : CultureInfo.GetCultureInfo("zh-CN");
}
