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
            .AddSingleton<ErrandPapers>().AddSingleton<IErrandPapers>(all => all.GetRequiredService<ErrandPapers>());

    public static void MapCasework(this WebApplication app)
    {
        app.MapGet("/cases/{id:long}/paper.pdf", async (long id, CasePapers papers, HttpContext http, CancellationToken cancel) =>
            {
                if (StaffClaims.ActorOf(http.User) is not { } actor || await papers.SheetAsync(new CaseId(id), actor.Id.Value, cancel) is not { } sheet) return Results.NotFound();
                // Names, if masked: no copy stays on the way.
                http.Response.Headers.CacheControl = "no-store";
                return Results.File(SheetPdf.Draw(sheet), "application/pdf");
            })
            .RequireAuthorization(Policies.Casework).ExcludeFromDescription();
        app.MapGet("/cases/{id:long}/notice.pdf", async (long id, CasePapers papers, HttpContext http, CancellationToken cancel) =>
            {
                if (StaffClaims.ActorOf(http.User) is not { } actor || await papers.NoticeAsync(new CaseId(id), actor.Id.Value, cancel) is not { } sheet) return Results.NotFound();
                http.Response.Headers.CacheControl = "no-store";
                return Results.File(SheetPdf.Draw(sheet), "application/pdf");
            })
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
        // By name: an enum in a route is found by its capital letters alone.
        app.MapGet("/errands/{id:long}/{paper}.pdf", async (long id, string paper, ErrandPapers papers, HttpContext http, CancellationToken cancel) =>
            {
                if (!Enum.TryParse<PaperKind>(paper, ignoreCase: true, out var kind) || StaffClaims.ActorOf(http.User) is not { } actor || await papers.SheetAsync(new ErrandId(id), kind, actor.Id.Value, cancel) is not { } sheet) return Results.NotFound();
                http.Response.Headers.CacheControl = "no-store";
                return Results.File(SheetPdf.Draw(sheet), "application/pdf");
            })
            .RequireAuthorization(Policies.Errands).ExcludeFromDescription();
    }
}
