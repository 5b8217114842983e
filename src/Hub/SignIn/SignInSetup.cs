using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TidalHall.Core.Halls;
using TidalHall.Journal;
using TidalHall.Ui.SignIn;

namespace TidalHall.Hub.SignIn;

/// <summary>Accounts, their cookie, and the pages that ask for it.</summary>
internal static class SignInSetup
{
    /// <summary>Wrong passwords in a row that lock an account.</summary>
    public const int WrongAllowed = 5;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(5);
    /// <summary>A working day with its overtime; counted anew with each request.</summary>
    public static readonly TimeSpan SignedInFor = TimeSpan.FromHours(12);

    public static IServiceCollection AddSignIn(this IServiceCollection services, DataFolder data)
    {
        // SQLite gives its side files the rights of the main one.
        data.MakePrivate(AccountsDb.FileName);
        // EF sets WAL only on a file that it makes itself; ours is made before, for its owner's eyes only.
        services.AddDbContext<AccountsDb>(db => db.UseSqlite(AccountsDb.In(data)).AddInterceptors(new WrittenAhead()));
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(Cookie));
        services.AddIdentityCore<Account>(identity =>
        {
            identity.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
            identity.Lockout.MaxFailedAccessAttempts = WrongAllowed;
            identity.Lockout.DefaultLockoutTimeSpan = LockedFor;
            // Length is what helps; rules about signs make people write passwords down.
            identity.Password.RequiredLength = 10;
            (identity.Password.RequireDigit, identity.Password.RequireLowercase, identity.Password.RequireUppercase, identity.Password.RequireNonAlphanumeric) = (false, false, false, false);
        }).AddEntityFrameworkStores<AccountsDb>().AddSignInManager<EvenSignIn>().AddUserValidator<SeparateRoles>().AddClaimsPrincipalFactory<AccountClaims>();
        services.AddAuthorization(Policies.AddAll);
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SignedInStill>();
        return services.AddSingleton<DemoAccounts>();
    }

    private static void Cookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "th-sign-in";
        cookie.ExpireTimeSpan = SignedInFor;
        cookie.SlidingExpiration = true;
        cookie.Events.OnRedirectToLogin = context => To(context, null);
        cookie.Events.OnRedirectToAccessDenied = context => To(context, "refused");
    }

    private static Task To(RedirectContext<CookieAuthenticationOptions> context, string? why)
    {
        var request = context.Request;
        var query = new QueryBuilder { { SignInPage.Return, request.PathBase + request.Path + request.QueryString.ToString() } };
        if (why is not null) query.Add("why", why);
        if (request.Query["lang"].ToString() is { Length: > 0 } language) query.Add("lang", language);
        context.Response.Redirect(SignInPage.Path + query);
        return Task.CompletedTask;
    }
}
