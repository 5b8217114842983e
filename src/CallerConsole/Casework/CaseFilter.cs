namespace TidalHall.CallerConsole.Casework;

/// <summary>Whose cases a list shows: of the departments the viewer acts for, those the viewer took in, or all.</summary>
public enum CaseFilter { Department, Mine, All }
