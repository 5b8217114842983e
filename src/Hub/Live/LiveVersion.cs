using System.Security.Cryptography;
using TidalHall.Hub.Pages;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Hub.Live;

/// <summary>Tells one build of the hub and its surfaces from another.</summary>
internal static class LiveVersion
{
    public static string Now { get; } = Convert.ToHexStringLower(SHA256.HashData(
        [.. Surfaces.Assemblies.Append(typeof(LiveVersion).Assembly).Append(typeof(ILivePage).Assembly).SelectMany(a => a.ManifestModule.ModuleVersionId.ToByteArray())]))[..16];
}
