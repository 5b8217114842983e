namespace TidalHall.Management;

/// <summary>The caseload shipped with the hall file, for a hall that has no days behind it.</summary>
/// <param name="Name">Of its file; null: there is none.</param>
public sealed record ExampleCaseload(string? Name, string Text);
