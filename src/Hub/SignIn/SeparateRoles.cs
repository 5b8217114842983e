using Microsoft.AspNetCore.Identity;
using TidalHall.Core.Halls;
using TidalHall.Core.Staffing;

namespace TidalHall.Hub.SignIn;

/// <summary>Holds 受审分离, intake apart from approval, whenever roles are given; and that whoever audits does nothing else.</summary>
internal sealed class SeparateRoles : IUserValidator<Account>
{
    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user) => Task.FromResult(Mistakes(user).ToArray() is [_, ..] mistakes
        ? IdentityResult.Failed(mistakes)
        : IdentityResult.Success);

    private static IEnumerable<IdentityError> Mistakes(Account account)
    {
        if (!TextId.IsValid(account.UserName))
            yield return Mistake("UserName", $"\"{account.UserName}\" is no user name. Allowed: 1 to {TextId.MaxLength} letters, digits, '-', '_' or '.'.");
        if (Has(account, Roles.IntakeClerk) && Has(account, Roles.DepartmentOfficer))
            yield return Mistake("IntakeApart", $"{account.UserName}: who takes material in may not decide on it (受审分离). Give IntakeClerk or DepartmentOfficer, not both.");
        if (Has(account, Roles.Auditor) && account.Roles != Roles.Auditor)
            yield return Mistake("AuditApart", $"{account.UserName}: who audits may not act. Give Auditor alone.");
    }

    private static bool Has(Account account, Roles role) => (account.Roles & role) != 0;
    private static IdentityError Mistake(string code, string text) => new() { Code = code, Description = text };
}
