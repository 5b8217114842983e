using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Api;

/// <summary>A person whom an integrator names: straight into the vault, a reference comes out.</summary>
internal static class ApiPerson
{
    private const int NameMax = 100;

    /// <param name="member">Of the body, to be told where the number is none.</param>
    public static Task<(PersonRef?, IResult?)> RememberAsync(IPeople people, string member, string? number, string? name, ApiRequest request, CancellationToken cancel) =>
        RememberAsync((known, called) => people.RememberAsync(known, called, cancel), member, number, name, request);

    /// <param name="remember">Into the vault, for as long as the person's part asks.</param>
    public static async Task<(PersonRef?, IResult?)> RememberAsync(Func<string, string, Task<PersonRef>> remember, string member, string? number, string? name, ApiRequest request)
    {
        var known = number?.ToUpperInvariant() ?? "";
        var map = request.Hall.View.Map;
        if (IdNumber.Check(known, map.Date(request.Hall.Now), map.Plan.Cases.NewDivisions) is { } fault) return (null, ApiProblem.Of(Refusal.Because(IdNumber.CodeOf(fault), member), request.Http));
        if (string.IsNullOrWhiteSpace(name) || name.Length > NameMax) return (null, ApiProblem.Form("Signs", "name", NameMax));
        try
        {
            return (await remember(known, name.Trim()), null);
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            return (null, ApiProblem.Of(Refusal.Because(RefusalCode.NotDurable), request.Http));
        }
    }
}
