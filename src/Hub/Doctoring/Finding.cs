namespace TidalHall.Hub.Doctoring;

internal enum FindingKind
{
    /// <summary>As it must be.</summary>
    Good,
    /// <summary>Worth knowing; nobody has to act.</summary>
    Note,
    /// <summary>Somebody must act: <see cref="Finding.Do"/>.</summary>
    Wrong,
}

/// <summary>One thing that was looked at in a data folder.</summary>
/// <param name="Do">What is to be done now; only where something is wrong.</param>
internal sealed record Finding(FindingKind Kind, string What, string? Do = null)
{
    public static Finding Good(string what) => new(FindingKind.Good, what);
    public static Finding Note(string what) => new(FindingKind.Note, what);
    public static Finding Wrong(string what, string todo) => new(FindingKind.Wrong, what, todo);
}
