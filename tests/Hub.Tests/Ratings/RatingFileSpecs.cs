using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;
using TidalHall.Core.Doors;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Ratings;
using TidalHall.Hub.SignIn;
using TidalHall.Hub.Tests.Hosting;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;
using static TidalHall.Hub.Tests.Casework.CaseFlowSpecs;

namespace TidalHall.Hub.Tests.Ratings;

/// <summary>What a manager takes away: the record of ratings, and the codes for the windows.</summary>
public sealed partial class RatingFileSpecs(OneHub one) : IClassFixture<OneHub>
{
    private static readonly Actor Li = new(ActorKind.Staff, new("li"), Roles.IntakeClerk);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IHall Hall => one.Hub.Hall;

    [Fact]
    public async Task The_record_of_a_period_has_every_rating_with_what_was_written()
    {
        var number = await RatedAsync(2, "牌子，看不清");
        using var zhang = await SignedInAsync("zhang");
        var today = Hall.View.Map.Date(Hall.Now);
        using var answer = await zhang.GetAsync($"manage/ratings.csv?from={today:yyyy-MM-dd}&to={today:yyyy-MM-dd}&lang=zh-CN", Cancel);
        Assert.Equal((HttpStatusCode.OK, "text/csv"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(RatingSheet.Head, lines[0]);
        var line = Assert.Single(lines, l => l.Contains($"-{number}-1,", StringComparison.Ordinal));
        Assert.Contains(",w01,li,Phone,", line, StringComparison.Ordinal);
        Assert.EndsWith($",2,,{RatingReasons.Current},,牌子，看不清", line, StringComparison.Ordinal);
        var yesterday = today.AddDays(-1);
        Assert.Equal(RatingSheet.Head, Encoding.UTF8.GetString((await zhang.GetByteArrayAsync($"manage/ratings.csv?from={yesterday:yyyy-MM-dd}&to={yesterday:yyyy-MM-dd}", Cancel))[3..]).TrimEnd());
    }

    [Theory]
    [InlineData("from=2026-03-02&to=2026-03-01"), InlineData("from=2024-01-01&to=2026-03-01"), InlineData("from=soon&to=2026-03-01"), InlineData("from=2026-03-01")]
    public async Task A_period_that_is_none_is_told_so(string period)
    {
        using var zhang = await SignedInAsync("zhang");
        Assert.Equal(HttpStatusCode.BadRequest, (await zhang.GetAsync($"manage/ratings.csv?{period}", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("manage/ratings.csv?from=2026-03-01&to=2026-03-02"), InlineData("manage/rating-codes.pdf")]
    public async Task They_are_the_managers_and_nobody_elses(string address)
    {
        using var li = await SignedInAsync("li");
        foreach (var client in (HttpClient[])[li, one.Hub.Anonymous, one.Client])
            Assert.Equal("text/html", (await client.GetAsync(address, Cancel)).Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_codes_of_all_windows_are_one_pdf()
    {
        using var zhang = await SignedInAsync("zhang");
        using var answer = await zhang.GetAsync("manage/rating-codes.pdf", Cancel);
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.MediaType);
        var pdf = await answer.Content.ReadAsByteArrayAsync(Cancel);
        Assert.StartsWith("%PDF-", Encoding.ASCII.GetString(pdf.AsSpan(0, 8)), StringComparison.Ordinal);
        // A font of Hanzi alone has 10 MB; its outlines on every sheet took 2.
        Assert.InRange(pdf.Length, 10_000, 300_000);
    }

    [Fact]
    public void Each_code_that_hangs_at_a_window_is_read_back_as_the_page_of_that_window()
    {
        var plan = Hall.View.Plan;
        using var face = RatingCodesPdf.FaceOf(plan, new("http://localhost"));
        var read = RatingCodesPdf.Sheets(plan).SelectMany(windows => windows.Select((_, n) => Decode(plan, face, windows, RatingCodesPdf.CellOf(n))));
        Assert.Equal(plan.Windows.OrderBy(w => w.Number).Select(w => $"http://localhost/w/{w.Id}/rate"), read);
    }

    [Fact]
    public void The_small_font_draws_its_signs_as_the_whole_one_does_and_no_others()
    {
        // Ä is put together from two outlines.
        const string signs = "1 号窗口 Ä";
        var file = Path.Combine(AppContext.BaseDirectory, "Fonts", "NotoSansSC_400Regular.ttf");
        using var whole = SKTypeface.FromFile(file);
        using var few = SubsetFont.Of(file, [signs]);
        Assert.Equal(Outline(whole, signs), Outline(few, signs));
        Assert.Equal("", Outline(few, "评"));
        Assert.NotEqual("", Outline(whole, "评"));
    }

    private static string Outline(SKTypeface face, string text)
    {
        using var font = new SKFont(face, 100) { Hinting = SKFontHinting.None };
        using var path = font.GetTextPath(text, new SKPoint(0, 0));
        return path.ToSvgPathData();
    }

    private static string? Decode(HallPlan plan, SKTypeface face, ServiceWindow[] windows, SKRect cell)
    {
        const int scale = 3;
        using var seen = new SKBitmap((int)(cell.Width * scale), (int)(cell.Height * scale), SKColorType.Rgba8888, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(seen))
        {
            canvas.Clear(SKColors.White);
            canvas.Scale(scale);
            canvas.Translate(-cell.Left, -cell.Top);
            RatingCodesPdf.DrawSheet(canvas, face, plan, windows, new("http://localhost"));
        }
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(seen.Bytes, seen.Width, seen.Height, RGBLuminanceSource.BitmapFormat.RGBA32))))?.Text;
    }

    private async Task<TicketNumber> RatedAsync(int level, string words)
    {
        var view = Hall.View;
        WindowId window = new("w01");
        var item = view.Plan.Items.First(i => i.Category == view.Map.Windows[window].Category);
        await DoAsync(one.Hub, Actor.Citizen("kiosk-1"), new TakeTicket(item.Id));
        await DoAsync(one.Hub, Li, new OpenWindow(window));
        await DoAsync(one.Hub, Li, new CallNext(window));
        var number = Hall.View.Tickets.Single().Number;
        await DoAsync(one.Hub, Li, new StartService(window));
        await DoAsync(one.Hub, Li, new CompleteVisit(window));
        var kept = await one.Hub.Services.GetRequiredService<INotes>().KeepAsync(words, Guid.CreateVersion7(), Cancel);
        await DoAsync(one.Hub, Actor.Citizen("phone"), new Rate(RateableVisits.At(Hall.View, window, number)!, level, [], RatingChannel.Phone, Assert.IsType<Reason.Typed>(kept.Reason).Note));
        return number;
    }

    /// <summary>By the page, as anybody does.</summary>
    private async Task<HttpClient> SignedInAsync(string name)
    {
        var client = new HttpClient { BaseAddress = one.Hub.Address };
        var password = (await File.ReadAllLinesAsync(Path.Combine(one.Hub.Data, DemoAccounts.FileName), Cancel)).Select(l => l.Split('\t')).Single(a => a[0] == name)[1];
        var page = await client.GetStringAsync("sign-in", Cancel);
        var form = Hidden().Matches(page).ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value));
        (form["Form.Name"], form["Form.Password"]) = (name, password);
        using var answer = await client.PostAsync("sign-in?return=/health/live", new FormUrlEncodedContent(form), Cancel);
        Assert.Equal("/health/live", answer.RequestMessage!.RequestUri!.AbsolutePath);
        return client;
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]+)""")]
    private static partial Regex Hidden();
}
