using Microsoft.AspNetCore.Identity;
using TidalHall.Core.Staffing;

namespace TidalHall.Hub.SignIn;

/// <summary>A member of staff who may sign in. The user name is the clerk's id in the journal, so it is never given to another person.</summary>
internal sealed class Account : IdentityUser
{
    public Roles Roles { get; set; }
}
