using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TidalHall.Core.Staffing;

namespace TidalHall.Hub.SignIn;

/// <summary>The accounts a fresh data folder begins with; their passwords are made there and then.</summary>
internal sealed class DemoAccounts(IServiceScopeFactory scopes, DataFolder data)
{
    public const string FileName = "demo-accounts";
    // Without the signs people take for one another.
    private const string Signs = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int PasswordLength = 12;

    private static readonly (string Name, Roles Roles)[] Staff =
    [
        ("zhang", Roles.Manager),
        ("li", Roles.IntakeClerk), ("wang", Roles.IntakeClerk), ("chen", Roles.IntakeClerk), ("liu", Roles.IntakeClerk),
        ("zhao", Roles.DeliveryClerk), ("sun", Roles.DepartmentOfficer),
        ("lin", Roles.Guide), ("zhou", Roles.Technician), ("wu", Roles.Auditor),
    ];

    /// <summary>What was made just now, to be shown once; empty at every later start.</summary>
    public IReadOnlyList<DemoAccount> New { get; private set; } = [];

    /// <summary>Brings the accounts' file up to date and fills an empty one.</summary>
    public async Task MakeAsync(CancellationToken cancel)
    {
        if (await AccountsDb.IsFilledAsync(data, cancel)) return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AccountsDb>();
        await db.BringUpAsync(cancel);
        if (await db.Users.AnyAsync(cancel)) return;
        var made = Staff.Select(s => new DemoAccount(s.Name, s.Roles, RandomNumberGenerator.GetString(Signs, PasswordLength))).ToList();
        // The file first and the accounts in one transaction: killed in between, the next start makes both anew.
        data.WriteSecret(FileName, string.Join(Environment.NewLine, made.Select(a => $"{a.Name}\t{a.Password}\t{a.Roles}")));
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var (name, roles, password) in made)
        {
            var result = await accounts.CreateAsync(new Account { UserName = name, Roles = roles }, password);
            if (!result.Succeeded) throw new InvalidOperationException(string.Join(" ", result.Errors.Select(e => e.Description)));
        }
        await transaction.CommitAsync(cancel);
        New = made;
    }
}

/// <summary>An account with its password, on its way to the person at the keyboard.</summary>
internal sealed record DemoAccount(string Name, Roles Roles, string Password)
{
    /// <summary>Without the password, so that no log ever holds it.</summary>
    public override string ToString() => $"DemoAccount {{ {Name} }}";
}
