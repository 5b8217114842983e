using System.Text.Json;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;
using TidalHall.Ui.SignIn;

namespace TidalHall.Hub.Casework;

/// <summary>The papers of cases and errands.</summary>
internal static class CaseworkSetup
{
    public static IServiceCollection AddCasework(this IServiceCollection services) =>
        services.AddSingleton<CaseFiles>().AddSingleton<CasePapers>().AddSingleton<ICasePapers>(all => all.GetRequiredService<CasePapers>()).AddHostedService<NoticePrinter>()
            .AddSingleton<FolderPapers>().AddSingleton<IFolderPapers>(all => all.GetRequiredService<FolderPapers>())
            .AddSingleton<ErrandPapers>().AddSingleton<IErrandPapers>(all => all.GetRequiredService<ErrandPapers>());

    public static void MapCasework(this WebApplication app)
    {
        // By name: an enum in a route is found by its capital letters alone.
        app.MapGet("/cases/{id:long}/{paper}.pdf", async (long id, string paper, CasePapers papers, HttpContext http, CancellationToken cancel) =>
                Enum.TryParse<CasePaper>(paper, ignoreCase: true, out var kind) && kind is not CasePaper.Label && StaffClaims.ActorOf(http.User) is { } actor ? Pdf(http, await papers.SheetAsync(new CaseId(id), kind, actor.Id.Value, cancel)) : Results.NotFound())
            .RequireAuthorization(Policies.Casework).ExcludeFromDescription();
        // In clear: for who posts it.
        app.MapGet("/cases/{id:long}/label.pdf", async (long id, CasePapers papers, HttpContext http, CancellationToken cancel) =>
                StaffClaims.ActorOf(http.User) is { } actor ? Pdf(http, await papers.SheetAsync(new CaseId(id), CasePaper.Label, actor.Id.Value, cancel)) : Results.NotFound())
            .RequireAuthorization(Policies.Desk).ExcludeFromDescription();
        app.MapGet("/cases/folders/{list:long}.pdf", async (long list, FolderPapers papers, HttpContext http, CancellationToken cancel) =>
                StaffClaims.ActorOf(http.User) is { } actor ? Pdf(http, await papers.SheetAsync(new FolderListId(list), actor.Id.Value, cancel)) : Results.NotFound())
            .RequireAuthorization(Policies.Casework).ExcludeFromDescription();
        app.MapGet("/cases/{id:long}/file.json", async (long id, CaseFiles files, HttpContext http, CancellationToken cancel) =>
            {
                if (StaffClaims.ActorOf(http.User) is not { } actor || await files.FileAsync(new CaseId(id), actor.Id.Value, cancel) is not { } file) return Results.NotFound();
                http.Response.Headers.CacheControl = "no-store";
                return Results.File(JsonSerializer.SerializeToUtf8Bytes(file, CaseFiles.Form), "application/json", $"{file.Number}.json");
            })
            .RequireAuthorization(Policies.Desk).ExcludeFromDescription();
        app.MapGet("/cases/{id:long}/answer.json", async (long id, CaseFiles files, IHalls halls, HttpContext http, CancellationToken cancel) =>
            {
                if (StaffClaims.ActorOf(http.User) is not { } actor || await files.AnswerAsync(halls.Default, new CaseId(id), actor.Id.Value, cancel) is not { } answer) return Results.NotFound();
                http.Response.Headers.CacheControl = "no-store";
                return Results.File(JsonSerializer.SerializeToUtf8Bytes(answer, CaseFiles.Form), "application/json", $"{answer.To}-answer.json");
            })
            .RequireAuthorization(Policies.Desk).ExcludeFromDescription();
        app.MapGet("/errands/{id:long}/{paper}.pdf", async (long id, string paper, ErrandPapers papers, HttpContext http, CancellationToken cancel) =>
                Enum.TryParse<PaperKind>(paper, ignoreCase: true, out var kind) && StaffClaims.ActorOf(http.User) is { } actor ? Pdf(http, await papers.SheetAsync(new ErrandId(id), kind, actor.Id.Value, cancel)) : Results.NotFound())
            .RequireAuthorization(Policies.Errands).ExcludeFromDescription();
    }

    private static IResult Pdf(HttpContext http, Sheet? sheet)
    {
        if (sheet is null) return Results.NotFound();
        // Names, if masked: no copy stays on the way.
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(SheetPdf.Draw(sheet), "application/pdf");
    }
}
