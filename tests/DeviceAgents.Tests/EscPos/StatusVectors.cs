using System.Buffers;
using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.EscPos;

namespace TidalHall.DeviceAgents.Tests.EscPos;

/// <summary>What a printer's answers mean, and what is no answer.</summary>
public sealed class StatusVectors
{
    [Theory]
    [InlineData(1, 0x12, DeviceState.Ready, null)]
    [InlineData(2, 0x16, DeviceState.Faulty, DeviceFault.CoverOpen)]
    [InlineData(2, 0x32, DeviceState.Faulty, DeviceFault.PaperOut)]
    [InlineData(3, 0x1A, DeviceState.Faulty, DeviceFault.CutterJam)]
    [InlineData(3, 0x32, DeviceState.Faulty, DeviceFault.PrinterError)]
    [InlineData(4, 0x1E, DeviceState.NearEnd, null)]
    [InlineData(4, 0x72, DeviceState.Faulty, DeviceFault.PaperOut)]
    public void An_answer_is_read_by_the_table_of_its_question(int query, byte reply, DeviceState state, DeviceFault? fault)
    {
        var status = default(PrinterStatus).With(query, reply);
        Assert.Equal((state, fault), (status.State, status.Fault));
    }

    [Fact]
    public void Silence_is_unknown_never_ready() => Assert.Equal(DeviceState.Unknown, default(PrinterStatus).State);

    [Fact]
    public void Noise_and_automatic_blocks_are_stepped_over()
    {
        byte[] bytes = [0xFF, 0x00, 0x14, 0x00, 0x00, 0x0F, 0x12];
        var found = new List<byte>();
        for (var at = 0; at < bytes.Length;)
        {
            if (StatusReplies.ReadRealTime(bytes.AsSpan(at), out var reply, out var consumed) is OperationStatus.Done) found.Add(reply);
            at += consumed;
        }
        Assert.Equal([0x12], found);
    }

    [Fact]
    public void However_the_bytes_arrive_the_one_answer_is_found()
    {
        byte[] bytes = [0xFF, 0x14, 0x00, 0x00, 0x0F, 0x12, 0x00];
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var (buffer, found) = (new List<byte>(), new List<byte>());
            foreach (var part in (byte[][])[bytes[..cut], bytes[cut..]])
            {
                buffer.AddRange(part);
                while (StatusReplies.ReadRealTime(buffer.ToArray(), out var reply, out var consumed) is var status && status is not OperationStatus.NeedMoreData)
                {
                    if (status is OperationStatus.Done) found.Add(reply);
                    buffer.RemoveRange(0, consumed);
                }
            }
            Assert.Equal([0x12], found);
        }
    }

    [Fact]
    public void Half_an_automatic_block_waits_for_its_rest() =>
        Assert.Equal(OperationStatus.NeedMoreData, StatusReplies.ReadInOrder([0x14, 0x00], out _, out _));
}
