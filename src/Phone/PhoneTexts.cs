namespace TidalHall.Phone;

/// <summary>Texts of the pages people follow their ticket on.</summary>
internal sealed class PhoneTexts;
