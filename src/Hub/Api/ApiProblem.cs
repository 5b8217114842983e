using System.Globalization;
using TidalHall.Core.HallFiles;
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

    /// <param name="key">Of <see cref="ApiTexts"/>.</param>
    public static IResult Form(string key, params object?[] arguments) => Plain(400, "form", key, arguments);

    public static IResult NotAllowed(string member, string? text, object? allowed) => Form("NotAllowed", member, text, allowed);

    public static IResult Needed(string member, ApiText what) => Form("NeededAs", member, what);

    public static IResult UnknownPath(string path) => Plain(404, "unknownPath", "UnknownPath", path);

    /// <summary>Everything that is wrong in a file, a line each.</summary>
    public static IResult Mistakes(IReadOnlyList<HallFileMistake> mistakes) => new Wrong(mistakes);

    private sealed class Wrong(IReadOnlyList<HallFileMistake> mistakes) : IResult
    {
        public Task ExecuteAsync(HttpContext http)
        {
            string[] lines = [.. mistakes.Select(m => m.In(CultureOf(http.Request)))];
            return Results.Problem(string.Join('\n', lines), statusCode: 400, extensions: new Dictionary<string, object?> { ["code"] = "form", ["mistakes"] = lines }).ExecuteAsync(http);
        }
    }

    /// <summary>What is no refusal of the hall's.</summary>
    public static IResult Plain(int status, string code, string key, params object?[] arguments) => new Told(status, code, new(key, arguments));

    /// <summary>Its language is the request's, so that whoever finds the mistake need not know of it.</summary>
    private sealed class Told(int status, string code, ApiText text) : IResult
    {
        public Task ExecuteAsync(HttpContext http) =>
            Results.Problem(text.In(CultureOf(http.Request)), statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code }).ExecuteAsync(http);
    }

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
