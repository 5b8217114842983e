namespace TidalHall.Hub.SignIn;

/// <summary>Texts of signing in and out.</summary>
internal sealed class SignInTexts;
