namespace TidalHall.Management.Staffing;

/// <summary>Where the expected people are taken from.</summary>
internal enum LoadSource
{
    /// <summary>The hall's own days.</summary>
    Journal,
    /// <summary>A caseload the manager gave.</summary>
    Upload,
    /// <summary>The caseload shipped with the hall file.</summary>
    Example,
}
