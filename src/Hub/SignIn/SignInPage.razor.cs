using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TidalHall.Core.Doors;
using TidalHall.Core.Staffing;
using TidalHall.Ui;

namespace TidalHall.Hub.SignIn;

/// <summary>Where staff sign in. Drawn on the server alone: the cookie is part of its answer.</summary>
public sealed partial class SignInPage
{
    internal const string Path = "/sign-in";
    internal const string Return = "return";
    private string? _wrong;

    [Inject] private IHalls Halls { get; set; } = default!;
    [Inject] private IServiceProvider Services { get; set; } = default!;
    [Inject] private ILogger<SignInPage> Log { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [SupplyParameterFromForm] private SignInForm? Form { get; set; }
    [SupplyParameterFromQuery(Name = Return)] private string? ReturnTo { get; set; }
    [SupplyParameterFromQuery(Name = "why")] private string? Why { get; set; }

    private static CultureInfo Culture => CultureInfo.CurrentUICulture;
    private static Texts T => Texts.Of<SignInTexts>(Culture);
    private string? Notice => _wrong ?? (Why is "refused" ? T["Refused"] : null);
    private static string Other => Culture.Name is "en" ? "zh-CN" : "en";
    private string OtherLanguage => Navigation.GetUriWithQueryParameter("lang", Other);

    private async Task SignInAsync()
    {
        var accounts = Services.GetRequiredService<SignInManager<Account>>();
        SignInResult result;
        try
        {
            result = await accounts.PasswordSignInAsync(Form?.Name?.Trim() ?? "", Form?.Password ?? "", isPersistent: false, lockoutOnFailure: true);
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            // A wrong password that cannot be counted lets nobody in, and is not told apart from a right one.
            LogNotCounted(Log, e);
            _wrong = T["NotDurable"];
            return;
        }
        if (result.Succeeded) Navigation.NavigateTo(RedirectHttpResult.IsLocalUrl(ReturnTo) ? ReturnTo! : HomeOf((await accounts.UserManager.FindByNameAsync(Form!.Name!.Trim()))!.Roles));
        else _wrong = result.IsLockedOut ? T["Locked", SignInSetup.LockedFor.TotalMinutes] : T["Wrong", SignInSetup.WrongAllowed];
    }

    /// <summary>Where the work is of one who asked for no page.</summary>
    private static string HomeOf(Roles roles) => roles switch
    {
        Roles.Technician => "/devices",
        Roles.Guide => "/guide",
        Roles.Auditor => "/cases",
        _ => "/console",
    };

    [LoggerMessage(1402, LogLevel.Error, "A sign-in could not be written down and was refused. Make room, or look after the disk.")]
    private static partial void LogNotCounted(ILogger log, Exception e);

    private sealed class SignInForm
    {
        public string? Name { get; set; }
        public string? Password { get; set; }
    }
}
