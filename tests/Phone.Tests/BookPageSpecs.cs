using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Appointments;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Tests;

namespace TidalHall.Phone.Tests;

/// <summary>Booking from a phone: a matter, a day, a slot, for whom, once; and what is said where it cannot be.</summary>
public sealed class BookPageSpecs : IPeople, IAsyncDisposable
{
    private const string Number = "511602199003077757", Other = "11010519491231002X";
    private const string Ten = "book?item=passport&day=2026-03-02&at=10:00";

    private static readonly HallPlan Plan = TestPlan.Whole with
    {
        Address = new("人民路 1 号", "1 People's Road"),
        Appointments = new() { HorizonDays = 3, CancelByMinutes = 60, PerPerson = 2, NoShows = 1, Slots = [new(TestPlan.Intake, [DayOfWeek.Monday, DayOfWeek.Wednesday], new(9, 0), new(11, 0), 30, 1)] },
    };

    private readonly BunitContext _bunit = new();
    private readonly FakeTimeProvider _time = new(TestPlan.Nine.AddHours(-1.5));
    private readonly TestHall _hall;
    private readonly BookingGate _gate = new();
    private readonly Dictionary<string, PersonRef> _vault = [];
    private bool _vaultIsAway;

    public BookPageSpecs()
    {
        _hall = new(_time, Plan);
        _bunit.Services.AddSingleton<IHalls>(_hall).AddSingleton<IPeople>(this).AddSingleton(_gate);
    }

    public async ValueTask DisposeAsync()
    {
        await _bunit.DisposeAsync();
        _gate.Dispose();
    }

    [Fact]
    public void A_matter_is_chosen_by_subject_and_only_subjects_with_something_to_book_are_shown()
    {
        var theme = Assert.Single(Show("book").FindAll(".choices a"));
        Assert.Equal("证件", theme.TextContent);
        var items = Show(theme.GetAttribute("href")!).FindAll(".choices a");
        Assert.Equal((21, "book?item=passport"), (items.Count, items[0].GetAttribute("href")!.TrimStart('/')));
    }

    [Theory]
    [InlineData("chuguo", "普通护照签发某局")]
    [InlineData("纳税申报", "纳税申报某局无需预约，现场取号")]
    public void A_matter_is_found_as_people_say_it_and_one_that_takes_tickets_alone_says_so(string query, string found) =>
        Assert.Equal(found, Show($"book?q={Uri.EscapeDataString(query)}").FindAll(".choices a")[0].TextContent.Replace("\n", "", StringComparison.Ordinal).Replace("  ", "", StringComparison.Ordinal));

    [Fact]
    public void A_word_that_finds_nothing_is_told_so_and_the_subjects_stay()
    {
        var page = Show("book?q=zzzzzz");
        Assert.Equal("没有找到“zzzzzz”。请换个说法，或从下面的分类中选择。", page.Find("[role=status]").TextContent);
        Assert.Single(page.FindAll(".choices a"));
    }

    [Fact]
    public void A_hall_without_slots_says_where_and_when_to_come_instead()
    {
        _bunit.Services.AddSingleton<IHalls>(new TestHall(_time, Plan with { Appointments = new() }));
        var page = Show("book");
        Assert.Empty(page.FindAll("form"));
        Assert.Equal("人民路 1 号", page.Find(".facts dd").TextContent);
    }

    [Fact]
    public void Days_without_slots_and_slots_that_are_full_or_too_near_say_so_and_lead_nowhere()
    {
        Book("2026-03-02T10:00", Other);
        _time.Advance(TimeSpan.FromMinutes(75));
        var page = Show("book?item=passport");
        Assert.Equal(["3月2日 周一 · 余 1", "3月3日 周二 · 不办理", "3月4日 周三 · 余 4", "3月5日 周四 · 不办理"], page.FindAll("section:first-of-type .days li > *").Select(d => d.TextContent));
        Assert.Equal("已截止的时段：2 个", page.Find("summary").TextContent);
        Assert.Equal(["SPAN 09:00 已截止", "SPAN 09:30 已截止", "SPAN 10:00 已约满", "A 10:30 余 1"], page.FindAll(".slots li > *").Select(s => $"{s.TagName} {s.TextContent}"));
        Assert.Equal("date", page.Find(".days a").GetAttribute("aria-current"));
    }

    [Fact]
    public void Before_it_is_confirmed_the_slot_its_end_of_cancelling_and_the_way_are_shown()
    {
        var page = Show(Ten);
        Assert.Equal(["2026-03-02 10:00–10:30", "2026-03-02 09:00", "人民路 1 号"], page.FindAll(".facts dd").Select(d => d.TextContent));
        Assert.True(page.Find("input[name=Number]").HasAttribute("required"));
        Assert.False(page.Find("input[name=Name]").HasAttribute("required"));
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_is_one_booking_and_its_page_follows()
    {
        var page = Fill(Show(Ten), Number);
        await page.Find("form").SubmitAsync();
        var booking = Assert.Single(_hall.View.Bookings.All);
        Assert.EndsWith($"/t/{booking.Code}", Navigation.Uri, StringComparison.Ordinal);
        // The same form again, after an answer that was lost: its own booking has filled the slot.
        Navigation.NavigateTo(Ten);
        await page.Find("form").SubmitAsync();
        Assert.EndsWith($"/t/{booking.Code}", Navigation.Uri, StringComparison.Ordinal);
        Assert.Single(_hall.View.Bookings.All);
    }

    [Fact]
    public async Task A_form_that_is_sent_again_for_somebody_else_shows_nobodys_booking()
    {
        var page = Fill(Show(Ten), Number);
        await page.Find("form").SubmitAsync();
        Navigation.NavigateTo(Ten);
        await Fill(page, Other).Find("form").SubmitAsync();
        Assert.Equal("这个时段刚被约满。请另选一个。", page.Find("[role=alert]").TextContent);
        Assert.EndsWith(Ten, Navigation.Uri, StringComparison.Ordinal);
        Assert.Single(_hall.View.Bookings.All);
    }

    [Fact]
    public async Task A_form_that_was_kept_for_days_books_nothing_and_says_so()
    {
        var page = Fill(Show(Ten), Number);
        await page.Find("form").SubmitAsync();
        for (var day = 0; day < 4; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            _hall.Do(Actor.Hub, new TimeCame());
        }
        Assert.Empty(_hall.View.Bookings.All);
        Navigation.NavigateTo(Ten);
        await page.Find("form").SubmitAsync();
        Assert.Equal("没有这个时段。请另选一个。", page.Find("[role=alert]").TextContent);
        Assert.Empty(_hall.View.Bookings.All);
    }

    [Fact]
    public async Task Typed_with_spaces_and_a_small_x_it_is_the_same_number()
    {
        await Fill(Show(Ten), "110105 19491231 002x").Find("form").SubmitAsync();
        Assert.Equal([Other], _vault.Keys);
        Assert.Single(_hall.View.Bookings.All);
    }

    [Theory]
    [InlineData("51160219900307775", "身份证号应为 17 位数字加 1 位数字或 X。请对照证件重新填写。")]
    [InlineData("511602199013077757", "第 7 至 14 位的出生日期不存在或晚于今天。请对照证件重新填写。")]
    [InlineData("511602199003077758", "有数字填错了：末位与前面不符。请对照证件逐位核对。")]
    [InlineData("990000199003070019", "前 6 位不是已知的行政区划。请对照证件核对；无误的，请到大厅自助机用身份证预约。")]
    [InlineData("", "身份证号应为 17 位数字加 1 位数字或 X。请对照证件重新填写。")]
    public async Task A_number_that_is_none_is_told_at_its_field_and_nobody_is_remembered(string number, string told)
    {
        if (number.StartsWith("99", StringComparison.Ordinal)) number = string.Concat(number.AsSpan(0, 17), [IdNumber.CheckSign(number.AsSpan(0, 17))]);
        var page = Fill(Show(Ten), number);
        await page.Find("form").SubmitAsync();
        Assert.Equal(told, page.Find("#number-fault").TextContent);
        Assert.Contains("number-fault", page.Find("input[name=Number]").GetAttribute("aria-describedby"), StringComparison.Ordinal);
        Assert.Empty(_vault);
        Assert.Empty(_hall.View.Bookings.All);
    }

    [Theory]
    [InlineData("SlotFull", Ten, "这个时段刚被约满。请另选一个。")]
    [InlineData("AlreadyBooked", Ten, "该身份证号已预约过这个事项。请打开当时的预约链接查看或取消，或持身份证到大厅自助机查询。")]
    [InlineData("TooManyBookings", Ten, "该身份证号已有 2 个待办预约，达到上限。请先办理或取消其中一个，再来预约。")]
    [InlineData("NotDurable", Ten, "预约没有成功，未作任何登记。请几分钟后再试，或到大厅取号。")]
    [InlineData("Vault", Ten, "预约没有成功，未作任何登记。请几分钟后再试，或到大厅取号。")]
    [InlineData("Barred", "book?item=passport&day=2026-03-04&at=10:00", "您多次预约未到，2026-04-02 04:00 之前不能预约；可以直接取号。")]
    public async Task Each_refusal_says_what_is_and_what_to_do(string what, string address, string told)
    {
        switch (what)
        {
            case "AlreadyBooked": Book("2026-03-02T10:30", Number); break;
            case "TooManyBookings": foreach (var (n, slot) in new[] { "2026-03-02T10:30", "2026-03-02T09:30" }.Index()) Book(slot, Number, $"paper-{n + 1:00}"); break;
            case "Vault": _vaultIsAway = true; break;
            case "Barred": Miss(); break;
        }
        var page = Fill(Show(address), Number);
        if (what is "SlotFull") Book("2026-03-02T10:00", Other);
        if (what is "NotDurable") _hall.IsFull = true;
        var before = _hall.View.Bookings.All.Count();
        await page.Find("form").SubmitAsync();
        Assert.Equal(told, page.Find(".wrong").TextContent);
        Assert.Equal(before, _hall.View.Bookings.All.Count());
        // Another slot is offered at once; who it is for stays typed.
        if (what is "SlotFull") Assert.NotEmpty(page.FindAll(".slots a"));
        else Assert.Equal(Number, page.Find("input[name=Number]").GetAttribute("value"));
    }

    [Theory]
    [InlineData("book?item=tax-return", "“纳税申报”不接受预约，请直接取号。")]
    [InlineData("book?item=nothing", "没有这个事项。请重新选择。")]
    [InlineData("book?item=passport&day=2026-03-02&at=10:07", "没有这个时段。请另选一个。")]
    [InlineData("book?item=passport&day=2026-03-09&at=10:00", "最多可提前 3 天预约，最晚到 2026-03-05。")]
    [InlineData("book?item=passport&day=2026-03-02&at=07:00", "没有这个时段。请另选一个。")]
    public void An_address_that_was_typed_or_kept_too_long_says_why_it_books_nothing(string address, string told)
    {
        var page = Show(address);
        Assert.Equal(told, page.Find("[role=alert]").TextContent);
        Assert.Empty(page.FindAll("form[method=post]"));
    }

    [Theory]
    [InlineData("book?item=passport&day=0001-01-01&at=10:00"), InlineData("book?item=passport&day=9999-12-31&at=10:00"), InlineData("book?item=passport&day=x&at=y"), InlineData("book?theme=%00&q=%0D%0A&large=true")]
    public void Nonsense_in_an_address_is_a_page_like_any_other(string address) => Assert.NotEmpty(Show(address).FindAll("h1"));

    [Fact]
    public async Task Who_tries_too_often_from_one_connection_waits_and_nobody_is_looked_up()
    {
        while (_gate.MayTry(null)) ;
        var page = Fill(Show(Ten), Number);
        await page.Find("form").SubmitAsync();
        Assert.Equal("此网络预约次数过多，暂时不能继续。请一分钟后再试，或到大厅自助机预约。", page.Find(".wrong").TextContent);
        Assert.Empty(_vault);
        Assert.True(_gate.MayTry(System.Net.IPAddress.Parse("192.0.2.7")));
    }

    [Fact]
    public void Neighbours_in_one_IPv6_network_are_one_connection()
    {
        Assert.Equal(Network("2001:db8:1:2::1"), Network("2001:db8:1:2:ffff::9"));
        Assert.NotEqual(Network("2001:db8:1:2::1"), Network("2001:db8:1:3::1"));
        Assert.Equal(Network("192.0.2.7"), Network("::ffff:192.0.2.7"));
        static string Network(string address) => BookingGate.NetworkOf(System.Net.IPAddress.Parse(address));
    }

    [Theory]
    [InlineData("book"), InlineData("book?q=passport"), InlineData("book?theme=papers"), InlineData("book?item=passport"), InlineData("book?item=tax-return"), InlineData(Ten)]
    public void Every_step_is_there_in_English_and_its_links_keep_language_and_type(string address)
    {
        var page = Show($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang=en&large=true", "en");
        Assert.Empty(Chinese.Unmarked(page.Find("main")));
        Assert.All(page.FindAll("main a"), a => Assert.Contains("lang=en&large=true", a.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Contains("elder", page.Find(".phone").ClassList);
    }

    [Fact]
    public void While_nothing_can_be_stored_nobody_is_asked_for_a_number()
    {
        _hall.IsFull = true;
        var page = Show(Ten);
        Assert.Empty(page.FindAll("form"));
        Assert.NotEmpty(page.FindAll(".th-trouble"));
    }

    private NavigationManager Navigation => _bunit.Services.GetRequiredService<NavigationManager>();

    private IRenderedComponent<BookPage> Show(string address, string language = "zh-CN")
    {
        Navigation.NavigateTo(address);
        return _bunit.Render<BookPage>(p => p.AddCascadingValue("Language", language));
    }

    /// <summary>As a browser sends it back.</summary>
    private static IRenderedComponent<BookPage> Fill(IRenderedComponent<BookPage> page, string number)
    {
        page.Instance.Command ??= Guid.Parse(page.Find("input[name=Command]").GetAttribute("value")!);
        page.Instance.Number = number;
        return page;
    }

    private void Book(string slot, string number, string item = "passport") =>
        _hall.Do(Actor.Citizen("api"), new BookSlot(new(item), new DateTimeOffset(DateTime.Parse(slot, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8)).ToUniversalTime(), Known(number)));

    private void Miss()
    {
        Book("2026-03-02T10:00", Number);
        _time.Advance(TestPlan.Nine.AddHours(19) - _time.GetUtcNow());
        _hall.Do(Actor.Hub, new TimeCame());
    }

    private PersonRef Known(string number) => _vault.TryGetValue(number, out var known) ? known : _vault[number] = new(Guid.NewGuid());

    public Task<PersonRef> RememberUnseenAsync(string idNumber, string? name, CancellationToken cancel) => _vaultIsAway ? throw new IOException("The disk is full.") : Task.FromResult(Known(idNumber));
    public Task<PersonRef> RememberAsync(string idNumber, string name, CancellationToken cancel) => throw new NotSupportedException();
    public Task<string?> MaskedNameAsync(PersonRef person, string by, CancellationToken cancel) => throw new NotSupportedException();
    public Task<PersonRef> RememberApplicantAsync(string idNumber, string name, string? phone, CancellationToken cancel) => throw new NotSupportedException();
    public Task<PersonRef?> FindAsync(string idNumber, CancellationToken cancel) => throw new NotSupportedException();
    public Task<MaskedPerson?> MaskedAsync(PersonRef person, string by, CancellationToken cancel) => throw new NotSupportedException();
}
