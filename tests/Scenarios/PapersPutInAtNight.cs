using System.Diagnostics;
using Microsoft.Playwright;
using TidalHall.Scenarios.Ground;
using static Microsoft.Playwright.Assertions;

namespace TidalHall.Scenarios;

/// <summary>A whole application put into the drop-box: its receipt is a code that a phone reads, and leads from the box over the clerk who takes the papers out to the case that a window makes of them.</summary>
public sealed class PapersPutInAtNight
{
    private const string Matter = "申领《四川省老年人优待证》", Card = "居民身份证", Photo = "近期一寸照片", Cabinet = "cabinet-1", DropBox = "17";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_receipt_on_the_screen_is_read_by_a_phone_and_shows_what_becomes_of_the_papers()
    {
        await using var hub = new HubProcess();
        await hub.StartAsync(Cancel);
        await using var screens = await Screens.OpenAsync();

        var cabinet = await screens.ShowAsync(hub, $"/pickup/{Cabinet}", 1080, 1920);
        await cabinet.Locator(".drop-open:enabled").ClickAsync();
        await cabinet.Locator(".drop-ways .done").ClickAsync();
        await cabinet.Locator(".demo-card", new() { HasText = "演示：放入并关门" }).ClickAsync();
        var receipt = cabinet.Locator(".receipt .qr");
        await Expect(receipt).ToBeVisibleAsync();
        // The screen forgets it after a while.
        var (picture, written) = (await receipt.ScreenshotAsync(), await cabinet.Locator(".receipt b").InnerTextAsync());
        await Screens.ShotAsync(cabinet, "dropped-receipt");
        var address = Assert.Single(await ReadAsync(picture));
        Assert.Equal($"{hub.Root}c/{written}", address);

        var phone = await screens.ShowAsync(hub, new Uri(address).AbsolutePath, 390, 844);
        await Expect(phone.Locator(".case")).ToContainTextAsync("材料在投递箱里");
        await Screens.ShotAsync(phone, "dropped-in");

        var zhao = await screens.SignedInAsync(hub, "zhao", $"/pickup/{Cabinet}/staff");
        await zhao.Locator(".all .compartment", new() { HasText = DropBox }).ClickAsync();
        await zhao.GetByRole(AriaRole.Button, new() { Name = "取出", Exact = true }).ClickAsync();
        await zhao.GetByRole(AriaRole.Button, new() { Name = "打开并取出" }).ClickAsync();
        await zhao.Locator(".demo-card", new() { HasText = "演示：取出并关门" }).ClickAsync();
        await Expect(phone.Locator(".case")).ToContainTextAsync("工作人员已取出材料");

        await TakenInAsync(hub, screens, written);
        await Expect(phone.Locator(".case")).ToContainTextAsync("材料已收到");
    }

    private static async Task TakenInAsync(HubProcess hub, Screens screens, string receipt)
    {
        var kiosk = await screens.KioskAsync(hub);
        await kiosk.Locator(".theme", new() { HasText = "卫生健康" }).ClickAsync();
        await kiosk.Locator(".item", new() { HasText = Matter }).First.ClickAsync();
        await kiosk.Locator(".take").ClickAsync();
        await Expect(kiosk.Locator("main")).ToContainTextAsync("请取走纸票");
        var li = await screens.ClerkAsync(hub, "li", "w01");
        await Screens.PressAsync(li, "open");
        await Screens.PressAsync(li, "callnext");
        await Screens.PressAsync(li, "start");
        await Expect(li.Locator(".current.serving")).ToHaveCountAsync(1);
        await Screens.PressAsync(li, "takein");
        await li.Locator("#person-name").FillAsync("郑秀英");
        await li.Locator("#person-number").FillAsync("511602194803070032");
        await li.Locator("#person-phone").FillAsync("13900001234");
        foreach (var paper in new[] { Card, Photo })
        {
            var row = li.Locator("tbody tr", new() { HasText = paper });
            await row.GetByRole(AriaRole.Button, new() { Name = "齐全" }).ClickAsync();
            await Expect(row.Locator(".verdict")).ToContainTextAsync("✓");
        }
        await li.Locator("#dropped").SelectOptionAsync(receipt);
        await Screens.ShotAsync(li, "dropped-taken-in");
        await li.Locator(".act-receipt").ClickAsync();
        await Expect(li.Locator("main.done h2")).ToHaveTextAsync("已收件");
    }

    private static async Task<string[]> ReadAsync(byte[] png)
    {
        if (!File.Exists("/usr/bin/zbarimg")) Assert.Skip("zbarimg is not installed.");
        var file = Path.Combine(Directory.CreateTempSubdirectory("receipt-").FullName, "receipt.png");
        await File.WriteAllBytesAsync(file, png, Cancel);
        using var zbar = Process.Start(new ProcessStartInfo("zbarimg", ["-q", "--raw", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        return (await zbar.StandardOutput.ReadToEndAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
