using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using TidalHall.Scenarios.Ground;

namespace TidalHall.Scenarios;

/// <summary>Every screen against WCAG 2.2 AA by axe, in Chinese and English.</summary>
public sealed class EverybodyCanUseIt
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // Asked in the page and answered in a line each: the library's own way opens a second page per look and takes three seconds.
    private const string Look = """
        async () => {
            const found = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] });
            return { passes: found.passes.length, barriers: found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 160)}`)) };
        }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_screen_has_a_barrier_that_axe_knows()
    {
        await using var hub = new HubProcess();
        await hub.StartAsync(Cancel);
        await using var screens = await Screens.OpenAsync();
        var ticket = await hub.PostAsync("tickets", new { item = "hall-collect" }, Cancel);
        var barriers = new List<string>();

        var bookable = (await hub.GetAsync("/api/v1/items?search=普通护照", Cancel)).GetProperty("items")[0].GetProperty("id").GetString();
        var tomorrow = (await hub.GetAsync($"/api/v1/appointments/slots?item={bookable}", Cancel)).GetProperty("days")[1].GetString();

        // A page for each person who looks: every new browser profile reads fonts and scripts anew.
        var anybody = await screens.BlankAsync(1366, 900);
        var technician = await screens.SignedInAsync(hub, "zhou", "/devices");
        var manager = await screens.SignedInAsync(hub, "zhang", "/manage/tide");
        var guide = await screens.SignedInAsync(hub, "lin", "/errands");
        var delivery = await screens.SignedInAsync(hub, "zhao", "/pickup/cabinet-1/staff");
        await hub.PostAsync("errands", new { kind = "actFor", person = new { idNumber = "210102199003072316", name = "张三", phone = "13800005678" }, item = "hall-collect", mandateSeen = true, by = "lin" }, Cancel);
        await hub.PostAsync("tickets", new { item = "hall-collect", agent = "210102199003072316", name = "张三", matters = 3 }, Cancel);
        (IPage Page, string Path, int Width, int Height, string Shows)[] screensOfTheHall =
        [
            (anybody, "/", 1366, 900, "main"), (anybody, "/kiosk/kiosk-1", 1080, 1920, "main"),
            (manager, "/manage/ratings", 1366, 768, ".rates"), (manager, "/ratings/paper", 1366, 768, ".paper-rating form"), (anybody, "/w/w01/rate", 390, 844, "main form"),
            (anybody, "/display/hall", 1920, 1080, "main, [data-mood]"), (anybody, "/display/zone-a", 1920, 1080, "main, [data-mood]"),
            (anybody, "/window/w09", 1280, 400, "main, [data-mood]"), (anybody, $"/t/{ticket.GetProperty("code").GetString()}", 390, 844, "main"), (anybody, "/sign-in", 1366, 768, "main"),
            (anybody, "/book", 390, 844, "main form"), (anybody, $"/book?item={bookable}", 390, 844, ".slots a"), (anybody, $"/book?item={bookable}&day={tomorrow}&at=10:00", 390, 844, "form[method=post]"), (anybody, "/book?item=hall-collect", 390, 844, ".note"),
            (manager, "/manage/bars", 1366, 768, ".bars .none"), (manager, "/manage/agents", 1366, 768, ".agents tbody tr"), (manager, "/manage/day", 1366, 768, ".day tbody .release"),
            (technician, "/devices", 1366, 768, ".state-ready"), (manager, "/manage/tide", 1366, 768, ".tide-desk"), (manager, "/manage/staffing", 1366, 768, ".staffing-asked .go"),
            (manager, "/manage/messages", 1366, 768, ".messages-head"), (manager, "/cases/from-elsewhere", 1366, 768, ".from-elsewhere input"), (manager, "/cases/online", 1366, 768, ".filings"), (manager, "/manage/cases", 1366, 768, ".open-unresolved"), (manager, "/cases", 1366, 768, "main.cases"), (manager, "/unresolved", 1366, 768, ".entries"), (delivery, "/pickup/cabinet-1/staff", 1280, 800, ".staff-work .compartment"), (guide, "/guide", 820, 1180, ".guide .found"), (guide, "/errands", 1366, 768, ".th-errands"), (guide, "/appointments", 1366, 768, ".booking form"), (guide, "/ratings/paper", 1366, 768, ".paper-rating form"),
        ];
        await technician.Locator(".state-ready").First.WaitForAsync();
        await manager.Locator(".tide-desk").First.WaitForAsync();
        var before = await hub.DoneAsync(Cancel);
        foreach (var language in (string[])["zh-CN", "en"])
            foreach (var (page, path, width, height, shows) in screensOfTheHall)
            {
                await page.SetViewportSizeAsync(width, height);
                await page.GotoAsync(new Uri(hub.Root, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language}").AbsoluteUri);
                await page.Locator(shows).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
                Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
                // Where MudBlazor draws, what it opens has its place in the same tree: without, selects and menus never open, in silence.
                var isMud = await page.Locator("link[href*=MudBlazor]").CountAsync() > 0;
                await Assertions.Expect(page.Locator(".mud-popover-provider")).ToHaveCountAsync(isMud ? 1 : 0);
                await LookAsync(page, $"{path} {language}", barriers);
            }
        // Who opens a screen has asked for nothing yet.
        Assert.Equal(before, await hub.DoneAsync(Cancel));

        // A select of each layout that MudBlazor draws in.
        await guide.Locator(".paper-rating select").SelectOptionAsync("w02");
        await manager.Locator(".register").ClickAsync();
        await manager.Locator("#unit").WaitForAsync();
        await manager.Locator("#block").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await manager.Locator("#block").SelectOptionAsync(new SelectOptionValue { Index = 0 });
        await LookAsync(manager, "unresolved form", barriers);

        await guide.GotoAsync(new Uri(hub.Root, "/appointments?lang=zh-CN").AbsoluteUri);
        await guide.Locator("input#item").FillAsync("普通护照");
        await guide.Locator("button.found").First.ClickAsync();
        await guide.Locator(".slot-picker input[name=slot]").First.WaitForAsync();
        await guide.Locator(".booking [type=submit]").ClickAsync();
        await guide.Locator(".slot-picker.wrong").WaitForAsync();
        await LookAsync(guide, "booking for somebody, not filled in", barriers);
        await guide.Locator(".slot-picker input[name=slot]:not([disabled])").First.CheckAsync();
        await guide.Locator("#person-number").FillAsync("210102199003072316");
        await guide.Locator(".booking [type=submit]").ClickAsync();
        await guide.Locator(".booking-number").WaitForAsync();
        await LookAsync(guide, "booked for somebody", barriers);

        await guide.GotoAsync(new Uri(hub.Root, "/errands?errand=1").AbsoluteUri);
        await guide.Locator(".act-stop").ClickAsync();
        await guide.Locator(".ends-here").WaitForAsync();
        await LookAsync(guide, "errand", barriers);
        await guide.Locator(".begin").ClickAsync();
        await guide.Locator("#kind-actfor").CheckAsync();
        await guide.Locator(".act-form .main").ClickAsync();
        await guide.Locator("#item-fault:not(:empty)").WaitForAsync();
        await LookAsync(guide, "errand form", barriers);

        await delivery.GotoAsync(new Uri(hub.Root, "/pickup/cabinet-1/staff?lang=zh-CN").AbsoluteUri);
        await delivery.Locator(".all .compartment").First.ClickAsync();
        await delivery.GetByText("里面有来历不明的东西").ClickAsync();
        await delivery.Locator(".ask input").WaitForAsync();
        await LookAsync(delivery, "cabinet asked", barriers);
        await delivery.Locator(".ask input").FillAsync("一把雨伞");
        await delivery.Locator(".ask .go").ClickAsync();
        await delivery.Locator(".compartment.trouble").WaitForAsync();
        await LookAsync(delivery, "cabinet trouble", barriers);

        var kiosk = await screens.KioskAsync(hub);
        await kiosk.GetByText("大厅服务、领证").ClickAsync();
        await kiosk.GetByText("领取办理结果").First.WaitForAsync();
        await LookAsync(kiosk, "kiosk items", barriers);
        await kiosk.GetByText("领取办理结果").First.ClickAsync();
        await kiosk.GetByRole(AriaRole.Button, new() { Name = "取号", Exact = true }).WaitForAsync();
        await LookAsync(kiosk, "kiosk confirm", barriers);
        await kiosk.GetByRole(AriaRole.Button, new() { Name = "取号", Exact = true }).ClickAsync();
        await kiosk.GetByRole(AriaRole.Button, new() { Name = "完成" }).WaitForAsync();
        await LookAsync(kiosk, "kiosk ticket", barriers);

        var console = await screens.ClerkAsync(hub, "zhao", "w09");
        await hub.PostAsync("windows/w10/open", null, Cancel);
        await LookAsync(console, "console vacant", barriers);
        await console.Keyboard.PressAsync((await console.Locator(".act-open").GetAttributeAsync("aria-keyshortcuts"))!);
        await console.Locator(".act-callnext:enabled").WaitForAsync();
        await console.Locator(".act-callnext").ClickAsync();
        await console.Locator("#current-number").WaitForAsync();
        await LookAsync(console, "console serving", barriers);
        await console.Locator(".act-sayno").ClickAsync();
        await console.Locator("[data-key=Digit2]").ClickAsync();
        await console.Locator("#right-body").WaitForAsync();
        await LookAsync(console, "console no", barriers);

        Assert.Empty(barriers);
    }

    [Fact]
    public async Task What_axe_is_asked_finds_a_barrier_where_there_is_one()
    {
        await using var screens = await Screens.OpenAsync();
        var page = await screens.BlankAsync(800, 600);
        await page.SetContentAsync("<main><p>大厅</p><img src='data:,'></main>");
        var barriers = new List<string>();
        await LookAsync(page, "planted", barriers);
        Assert.Contains(barriers, b => b.StartsWith("planted: image-alt: <img", StringComparison.Ordinal));
    }

    private static async Task LookAsync(IPage page, string name, List<string> barriers)
    {
        // The last of a fade-in is not what people read.
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await page.EvaluateAsync(Axe);
        var found = (await page.EvaluateAsync(Look))!.Value;
        Assert.True(found.GetProperty("passes").GetInt32() > 0);
        barriers.AddRange(found.GetProperty("barriers").EnumerateArray().Select(barrier => $"{name}: {barrier.GetString()}"));
        await Screens.ShotAsync(page, "axe-" + name.Trim('/').Replace('/', '-').Replace(' ', '-'));
    }
}
