using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TidalHall.Journal.People.Migrations
{
    /// <inheritdoc />
    public partial class Notes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "Person",
                table: "looks",
                newName: "Of");

            migrationBuilder.RenameIndex(
                name: "IX_looks_Person",
                table: "looks",
                newName: "IX_looks_Of");

            migrationBuilder.CreateTable(
                name: "notes",
                columns: table => new
                {
                    Ref = table.Column<Guid>(type: "TEXT", nullable: false),
                    Command = table.Column<Guid>(type: "TEXT", nullable: false),
                    Data = table.Column<byte[]>(type: "BLOB", nullable: false),
                    KeepUntil = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notes", x => x.Ref);
                });

            migrationBuilder.CreateIndex(
                name: "IX_notes_Command",
                table: "notes",
                column: "Command");

            migrationBuilder.CreateIndex(
                name: "IX_notes_KeepUntil",
                table: "notes",
                column: "KeepUntil");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "notes");

            migrationBuilder.RenameColumn(
                name: "Of",
                table: "looks",
                newName: "Person");

            migrationBuilder.RenameIndex(
                name: "IX_looks_Of",
                table: "looks",
                newName: "IX_looks_Person");
        }
    }
}
