namespace TidalHall.Core.Tests; public sealed class Smoke { [Fact] public void Runs() => Assert.Equal("a", string.Concat("a")); }
