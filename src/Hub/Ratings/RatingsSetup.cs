using System.Text;
using TidalHall.Core.Doors;
using TidalHall.Core.Evaluation;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Hub.Ratings;

/// <summary>What a manager takes away of ratings: the record for the province's platform, and the codes that hang at the windows.</summary>
internal static class RatingsSetup
{
    private const int JournalPage = 5_000, MostDays = 366;

    public static void MapRatingFiles(this WebApplication app)
    {
        app.MapGet("/manage/ratings.csv", async (DateOnly from, DateOnly to, string? lang, IHalls halls, INotes notes, HttpContext http, CancellationToken cancel) =>
        {
            if (StaffClaims.ActorOf(http.User) is not { } actor) return Results.NotFound();
            if (to < from || to.DayNumber - from.DayNumber > MostDays) return Results.BadRequest($"from and to: {MostDays} days at most, the earlier first.");
            var hall = halls.Default;
            var (records, after) = (new RatingRecords(hall.View.Map, from, to), 0L);
            while (await hall.ReadJournalAsync(after, JournalPage, cancel) is [.., var last] page)
            {
                foreach (var recorded in page) records.Take(recorded);
                after = last.Sequence;
            }
            var lines = new List<(RatingRecord, string?)>();
            foreach (var rating in records.All) lines.Add((rating, rating.Words is { } note ? (await notes.ReadAsync(note, actor.Id.Value, cancel)).Text : null));
            // What people wrote: no copy stays on the way. With the mark that makes spreadsheets read it as UTF-8.
            http.Response.Headers.CacheControl = "no-store";
            return Results.File([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(RatingSheet.Csv(lines, lang is "en" ? "en" : "zh-CN"))], "text/csv; charset=utf-8", $"ratings-{from:yyyyMMdd}-{to:yyyyMMdd}.csv");
        }).RequireAuthorization(Policies.Management).ExcludeFromDescription();

        app.MapGet("/manage/rating-codes.pdf", (IHalls halls, PublicAddress address) => Results.File(RatingCodesPdf.Draw(halls.Default.View.Plan, address.Root), "application/pdf"))
            .RequireAuthorization(Policies.Management).ExcludeFromDescription();
    }
}
