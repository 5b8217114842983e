using System.Security.Claims;
using TidalHall.Core.Halls;
using TidalHall.Core.Staffing;

namespace TidalHall.Ui.SignIn;

/// <summary>How a member of staff stands in claims: the user name, one role claim for each role.</summary>
public static class StaffClaims
{
    /// <summary>The roles of a set, each by itself.</summary>
    public static IEnumerable<Roles> Single(this Roles roles) =>
        Enum.GetValues<Roles>().Where(r => System.Numerics.BitOperations.IsPow2((int)r) && (roles & r) != 0);

    public static IEnumerable<Claim> Of(Roles roles) => roles.Single().Select(r => new Claim(ClaimTypes.Role, r.ToString()));

    /// <summary>Who acts: the clerk's id is the user name. Null where nobody is signed in.</summary>
    public static Actor? ActorOf(ClaimsPrincipal user)
    {
        if (user.Identity is not { IsAuthenticated: true } || !TextId.TryParse<ClerkId>(user.Identity.Name, out var id)) return null;
        var roles = user.FindAll(ClaimTypes.Role).Aggregate(Roles.None, (sum, claim) => Enum.TryParse<Roles>(claim.Value, out var role) ? sum | role : sum);
        return new(ActorKind.Staff, id, roles);
    }
}
