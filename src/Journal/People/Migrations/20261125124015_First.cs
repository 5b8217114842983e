using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TidalHall.Journal.People.Migrations
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "looks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Person = table.Column<Guid>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    What = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_looks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "people",
                columns: table => new
                {
                    Ref = table.Column<Guid>(type: "TEXT", nullable: false),
                    NumberHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Data = table.Column<byte[]>(type: "BLOB", nullable: false),
                    KeepUntil = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_people", x => x.Ref);
                });

            migrationBuilder.CreateIndex(
                name: "IX_looks_Person",
                table: "looks",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_people_KeepUntil",
                table: "people",
                column: "KeepUntil");

            migrationBuilder.CreateIndex(
                name: "IX_people_NumberHash",
                table: "people",
                column: "NumberHash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "looks");

            migrationBuilder.DropTable(
                name: "people");
        }
    }
}
