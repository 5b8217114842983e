namespace TidalHall.CallerConsole.Appointments;

/// <summary>Texts of the page that books for others.</summary>
internal sealed class AppointmentTexts;
