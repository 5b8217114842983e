using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TidalHall.Hub.Api;

/// <summary>What the description says beyond the types: the bearer key, the idempotency key, the bodies.</summary>
internal static partial class ApiDocument
{
    private const string Scheme = "bearer";
    // Whoever reads a description writes programs.
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    public static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Info.Title = "TidalHall";
        document.Info.Version = "v1";
        document.Info.Description = "Take, call and serve tickets of a hall. Every order goes the same way as the console's: what is called here is on the screens and in the voice. An answer means it is on disk.";
        document.AddComponent(Scheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The key the hub printed at its first start, or was given by --api-key." });
        return Task.CompletedTask;
    }

    public static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        if (context.Description.RelativePath is not { } path || !path.StartsWith("api/v1", StringComparison.Ordinal)) return;
        operation.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        operation.Parameters ??= [];
        foreach (Match name in Placeholder().Matches(path))
            if (operation.Parameters.All(p => p.Name != name.Groups[1].Value))
                operation.Parameters.Add(new OpenApiParameter { Name = name.Groups[1].Value, In = ParameterLocation.Path, Required = true, Schema = Text() });
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiBody>().FirstOrDefault() is not { } body) return;
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "Idempotency-Key", In = ParameterLocation.Header, Schema = Text(),
            Description = "1 to 200 signs, made anew for each order. The same key again on this or the next business day gets the first answer and does nothing; with another body: 422.",
        });
        operation.RequestBody = new OpenApiRequestBody { Required = body.Needs.Length > 0, Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = body.Of is { } type ? await context.GetOrCreateSchemaAsync(type, null, cancel) : SchemaOf(body) } } };
    }

    private static OpenApiSchema SchemaOf(ApiBody body) => new()
    {
        Type = JsonSchemaType.Object,
        AdditionalPropertiesAllowed = false,
        Required = body.Needs.ToHashSet(),
        Properties = body.Takes.ToDictionary(name => name, IOpenApiSchema (name) => new OpenApiSchema
        {
            Items = name is "next" ? new OpenApiSchema { Type = JsonSchemaType.String } : null,
            Type = name is "next" ? JsonSchemaType.Array : name is "matters" ? JsonSchemaType.Integer : name is "expectedCurrent" ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String,
            Description = name is "expectedCurrent" ? "The ticket believed current. Absent: unchecked; null: nobody." : $"{(WindowOrder.AllowedFor(name) is ApiText text ? text.In(English) : WindowOrder.AllowedFor(name))}.",
        }),
    };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
