namespace TidalHall.Hub.Api;

/// <summary>What an order's body may hold and must, for the description; read by hand, so that any content type and an empty body will do.</summary>
internal sealed record ApiBody(string[] Takes, string[] Needs)
{
    public static readonly ApiBody None = new([], []);

    /// <summary>A body whose form a type says.</summary>
    public Type? Of { get; private init; }

    public static ApiBody Typed<TBody>() => new([], []) { Of = typeof(TBody) };
}
