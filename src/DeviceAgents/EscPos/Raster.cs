namespace TidalHall.DeviceAgents.EscPos;

/// <summary>A black and white picture as GS v 0 takes it: rows of whole bytes, the leftmost dot the highest bit, set is black.</summary>
internal sealed record Raster(int BytesPerRow, int Height, byte[] Bits)
{
    /// <summary>The bits with every DLE dot pattern that a printer would obey in the middle of a picture broken up.</summary>
    /// <remarks>Real-time commands are seen at reception: 10 04 would answer, 10 05 clear the buffer, 10 14 kick a drawer.
    /// One white dot is the price.</remarks>
    internal byte[] WithoutRealTimeCommands()
    {
        var bits = (byte[])Bits.Clone();
        for (var i = 0; i < bits.Length; i++)
            if (bits[i] == 0x10 && (i + 1 == bits.Length || bits[i + 1] is 0x04 or 0x05 or 0x14)) bits[i] = 0;
        return bits;
    }
}
