using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Halls;
using TidalHall.Core.Staffing;
using TidalHall.Hub.SignIn;
using TidalHall.Hub.Tests.Hosting;
using TidalHall.Ui.SignIn;

namespace TidalHall.Hub.Tests.SignIn;

/// <summary>The accounts' file, what it begins with, and who may be what.</summary>
public sealed class AccountSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fresh_folder_begins_with_accounts_whose_passwords_are_kept_for_the_owner_alone()
    {
        await using var accounts = new AccountScenario();

        await accounts.Demo.MakeAsync(Cancel);

        Assert.Contains(accounts.Demo.New, a => a is { Name: "zhang", Roles: Roles.Manager });
        Assert.Equal(accounts.Demo.New.Select(a => $"{a.Name}\t{a.Password}\t{a.Roles}"), (await File.ReadAllLinesAsync(accounts.File(DemoAccounts.FileName), Cancel)).Where(l => l.Length > 0));
        Assert.Equal(accounts.Demo.New.Count, accounts.Demo.New.Select(a => a.Password).Distinct().Count());
        foreach (var name in (string[])[DemoAccounts.FileName, AccountsDb.FileName])
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(accounts.File(name)));
    }

    [Theory]
    [InlineData("li")]
    [InlineData("nobody-of-that-name")]
    [InlineData("")]
    public async Task A_wrong_password_costs_the_same_whether_there_is_such_an_account(string name)
    {
        await using var accounts = new AccountScenario();
        await accounts.Demo.MakeAsync(Cancel);
        // Whoever asks first makes the hash of nobody's password.
        await SignInAsync(accounts, "somebody-else");
        var before = accounts.Verified;

        Assert.Equal(SignInResult.Failed, await SignInAsync(accounts, name));

        Assert.Equal(before + 1, accounts.Verified);
    }

    private static Task<SignInResult> SignInAsync(AccountScenario accounts, string name) =>
        accounts.WithAsync(all => all.GetRequiredService<SignInManager<Account>>().PasswordSignInAsync(name, "a-wrong-password", isPersistent: false, lockoutOnFailure: true));

    [Fact]
    public async Task A_later_start_makes_none_and_keeps_every_password()
    {
        await using var accounts = new AccountScenario();
        await accounts.Demo.MakeAsync(Cancel);
        var li = accounts.Demo.New.Single(a => a.Name == "li");

        await accounts.RestartAsync();
        await accounts.Demo.MakeAsync(Cancel);

        Assert.Empty(accounts.Demo.New);
        Assert.True(await accounts.WithAsync(async all =>
        {
            var users = all.GetRequiredService<UserManager<Account>>();
            return await users.CheckPasswordAsync((await users.FindByNameAsync("li"))!, li.Password);
        }));
    }

    [Fact]
    public async Task A_start_killed_inside_its_migration_holds_up_no_later_one()
    {
        await using var accounts = new AccountScenario();
        await accounts.WithAsync(all => all.GetRequiredService<AccountsDb>().Database.ExecuteSqlRawAsync("""
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00+00:00');
            """, Cancel));

        await accounts.Demo.MakeAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(20), Cancel);

        Assert.NotEmpty(accounts.Demo.New);
    }

    [Fact]
    public void No_change_of_the_accounts_model_lacks_its_migration()
    {
        using var accounts = new AccountsDbAtDesignTime().CreateDbContext([]);
        Assert.False(accounts.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task The_file_is_in_wal_though_it_was_made_before_EF_opened_it()
    {
        await using var accounts = new AccountScenario();
        await accounts.Demo.MakeAsync(Cancel);

        var mode = await accounts.WithAsync(all => all.GetRequiredService<AccountsDb>().Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync(Cancel));

        Assert.Equal("wal", mode);
    }

    [Theory]
    [InlineData(Roles.IntakeClerk | Roles.DepartmentOfficer, "IntakeApart", "mei: who takes material in may not decide on it (受审分离). Give IntakeClerk or DepartmentOfficer, not both.")]
    [InlineData(Roles.Auditor | Roles.Manager, "AuditApart", "mei: who audits may not act. Give Auditor alone.")]
    public async Task Roles_that_must_be_apart_are_not_given_together(Roles roles, string code, string text)
    {
        await using var accounts = new AccountScenario();
        await accounts.Demo.MakeAsync(Cancel);

        var made = await accounts.GiveAsync("mei", roles);
        Assert.True((await accounts.GiveAsync("mei", Roles.Guide)).Succeeded);
        var changed = await accounts.GiveAsync("mei", roles);

        Assert.Equal((code, text), (Assert.Single(made.Errors).Code, Assert.Single(made.Errors).Description));
        Assert.False(changed.Succeeded);
    }

    [Fact]
    public async Task A_user_name_that_could_be_no_clerk_is_refused()
    {
        await using var accounts = new AccountScenario();
        await accounts.Demo.MakeAsync(Cancel);

        var result = await accounts.GiveAsync("<b>li</b>", Roles.Guide);

        Assert.Contains(result.Errors, e => e.Code == "UserName");
    }

    [Fact]
    public async Task A_sign_in_carries_the_clerks_id_and_each_role()
    {
        await using var accounts = new AccountScenario();
        await accounts.Demo.MakeAsync(Cancel);
        await accounts.GiveAsync("mei", Roles.IntakeClerk | Roles.Guide);

        var principal = await accounts.WithAsync(async all =>
            await all.GetRequiredService<IUserClaimsPrincipalFactory<Account>>().CreateAsync((await all.GetRequiredService<UserManager<Account>>().FindByNameAsync("mei"))!));

        Assert.Equal(new Actor(ActorKind.Staff, new ClerkId("mei"), Roles.IntakeClerk | Roles.Guide), StaffClaims.ActorOf(principal));
    }

    [Fact]
    public async Task Within_an_open_page_it_is_asked_again_and_again_whether_the_account_is_still_what_it_was()
    {
        await using var hub = await RunningHub.StartAsync(cancel: Cancel);
        await using var scope = hub.Services.CreateAsyncScope();

        Assert.IsType<SignedInStill>(scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>());
    }

    [Fact]
    public void Who_is_not_signed_in_is_no_actor() => Assert.Null(StaffClaims.ActorOf(new()));
}
