namespace TidalHall.CallerConsole.Casework;

/// <summary>What another area's hall has answered: its number alone, or a decision with it.</summary>
public enum ElsewhereAnswer { NumberOnly, Granted, Refused }
