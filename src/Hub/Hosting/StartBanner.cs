using TidalHall.Core.Doors;
using TidalHall.Hub.Api;
using TidalHall.Hub.SignIn;

namespace TidalHall.Hub.Hosting;

/// <summary>What the person at the keyboard needs: the address of every surface and the keys made just now.</summary>
internal static class StartBanner
{
    public static void Print(WebApplication app, HubOptions options)
    {
        var view = app.Services.GetRequiredService<IHalls>().Default.View;
        var root = app.Urls.First().TrimEnd('/');
        Console.WriteLine($"""

            TidalHall · {view.Plan.Name.Zh}
              Index      {root}
              Kiosk      {string.Join("  ", view.Plan.Kiosks.Select(k => $"{root}/kiosk/{k.Id}"))}
              Booking    {root}/book
              Console    {root}/console
              Display    {string.Join("  ", view.Plan.Displays.Select(d => $"{root}/display/{d.Id}"))}
              Window     {root}/window/{view.Plan.Windows[0].Id}  … {view.Plan.Windows[^1].Id}
              Cabinet    {(view.Plan.Cabinets.Length == 0 ? "–" : string.Join("  ", view.Plan.Cabinets.Select(c => $"{root}/pickup/{c.Id}")))}
              Guide      {root}/guide
              Desk       {root}/cases  /unresolved  /errands  /appointments  /handbook  /ratings/paper
              Manager    {root}/manage/tide  /day  /staffing  /cases  /ratings  /bars  /agents  /messages
              Devices    {root}/devices
              API        {root}/openapi/v1.json
              Data       {options.Data}
            """);
        if (app.Services.GetRequiredService<ApiKey>().New is { } key) Console.WriteLine($"  API key    {key}   (kept in {Path.Combine(options.Data, ApiKey.FileName)}; not shown again)");
        if (app.Services.GetRequiredService<DemoAccounts>().New is { Count: > 0 } made)
        {
            Console.WriteLine($"  Accounts   (kept in {Path.Combine(options.Data, DemoAccounts.FileName)}; not shown again)");
            foreach (var account in made) Console.WriteLine($"    {account.Name,-8} {account.Password}   {account.Roles}");
        }
        foreach (var warning in app.Services.GetRequiredService<LoadedHall>().Warnings) Console.WriteLine($"  Note: {warning}");
        if (options.PublicUrl.IsLoopback) Console.WriteLine($"  Note: the QR on tickets leads to {options.PublicUrl}, which phones cannot reach. Give --public-url http://ADDRESS:PORT.");
    }
}
