using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TidalHall.Journal.Migrations
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By hand for WITHOUT ROWID, which EF cannot say: one b-tree in key order, no second index to keep.
            migrationBuilder.Sql("""
                CREATE TABLE events (
                    hall TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, tick INTEGER NOT NULL,
                    command BLOB NOT NULL, fingerprint INTEGER NOT NULL, actor TEXT NOT NULL, place TEXT NULL,
                    kind TEXT NOT NULL, version INTEGER NOT NULL, payload BLOB NOT NULL, hash BLOB NOT NULL,
                    PRIMARY KEY (hall, seq)
                ) WITHOUT ROWID
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "events");
        }
    }
}
