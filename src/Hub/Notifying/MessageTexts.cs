namespace TidalHall.Hub.Notifying;

/// <summary>Texts of messages, as the local channel shows them; a gateway has its own by template id.</summary>
internal sealed class MessageTexts;
