using Microsoft.AspNetCore.Authorization;
using TidalHall.Core.Staffing;

namespace TidalHall.Ui.SignIn;

/// <summary>Who may open which surface: all policies of the product, in this one place. What a person may order there is the core's rule.</summary>
public static class Policies
{
    /// <summary>Sits at a window or runs the hall: the caller console.</summary>
    public const string Desk = nameof(Desk);
    /// <summary>Puts results into a pickup cabinet, takes out, or mends its doors.</summary>
    public const string Cabinet = nameof(Cabinet);
    /// <summary>Stands at the door with a tablet: gives tickets, confirms priority, brings the late back.</summary>
    public const string Guiding = nameof(Guiding);
    /// <summary>Runs the hall.</summary>
    public const string Management = nameof(Management);
    /// <summary>Looks after devices and agents.</summary>
    public const string Technique = nameof(Technique);
    /// <summary>Works on cases, at a window or in a department, or reads them.</summary>
    public const string Casework = nameof(Casework);
    /// <summary>Registers and follows what could not be got done, or reads it.</summary>
    public const string Unresolved = nameof(Unresolved);
    /// <summary>Accompanies people or acts for them (帮办代办), or reads whom the hall helps.</summary>
    public const string Errands = nameof(Errands);
    /// <summary>Books a slot for somebody at the counter or on the phone.</summary>
    public const string Appointments = nameof(Appointments);
    /// <summary>Types in ratings that were written on paper.</summary>
    public const string PaperRatings = nameof(PaperRatings);
    /// <summary>Reads the journal, changes nothing.</summary>
    public const string Audit = nameof(Audit);

    public static void AddAll(AuthorizationOptions options)
    {
        options.AddPolicy(Desk, Any(Roles.AnyClerk | Roles.Manager));
        options.AddPolicy(Cabinet, Any(Roles.DeliveryClerk | Roles.Manager | Roles.Technician));
        options.AddPolicy(Guiding, Any(Roles.Guide | Roles.Manager));
        options.AddPolicy(Management, Any(Roles.Manager));
        options.AddPolicy(Technique, Any(Roles.Technician | Roles.Manager));
        options.AddPolicy(Casework, Any(Roles.AnyClerk | Roles.Manager | Roles.Auditor));
        options.AddPolicy(Unresolved, Any(Roles.AnyClerk | Roles.Manager | Roles.Auditor));
        options.AddPolicy(Errands, Any(Roles.AnyClerk | Roles.Guide | Roles.Manager | Roles.Auditor));
        options.AddPolicy(Appointments, Any(Roles.AnyClerk | Roles.Guide | Roles.Manager));
        options.AddPolicy(PaperRatings, Any(Roles.AnyClerk | Roles.Guide | Roles.Manager));
        options.AddPolicy(Audit, Any(Roles.Auditor | Roles.Manager));
    }

    private static AuthorizationPolicy Any(Roles roles) => new AuthorizationPolicyBuilder().RequireRole(roles.Single().Select(r => r.ToString())).Build();
}
