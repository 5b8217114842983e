namespace TidalHall.CallerConsole.Casework;

/// <summary>Asks a field for the focus, once: to ask again is another one.</summary>
/// <param name="at">The field's name.</param>
public sealed class FormFocus(string at)
{
    public string At => at;
}
