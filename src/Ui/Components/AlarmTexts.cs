namespace TidalHall.Ui.Components;

/// <summary>What is wrong with a device, and what to do about it.</summary>
public sealed class AlarmTexts;
