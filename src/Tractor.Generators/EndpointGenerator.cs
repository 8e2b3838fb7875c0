using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Tractor.Generators.Emission;
using Tractor.Generators.Models;
using Tractor.Generators.Parsing;

namespace Tractor.Generators;

/// <summary>Generates the tables, codecs, proxies and registration of methods marked <c>[TractorContext]</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class EndpointGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<EndpointClassModel> classes = Classes(context);
        context.RegisterSourceOutput(
            classes.Combine(HasExtensionMembers(context)).WithTrackingName(TrackingNames.ClassFiles),
            static (output, pair) => Add(output, pair.Left.HintName, EndpointClassEmitter.Emit(pair.Left, pair.Right)));
        context.RegisterSourceOutput(
            Registration(context, classes),
            static (output, model) =>
            {
                if (model.IsNeeded)
                {
                    Add(output, ClassGrouping.RegistrationHintName, RegistrationEmitter.Emit(model));
                }
            });
    }

    private static IncrementalValuesProvider<EndpointClassModel> Classes(IncrementalGeneratorInitializationContext context) =>
        Methods(context, WellKnown.TractorContextAttribute, EndpointParser.Parse)
            .WithTrackingName(TrackingNames.Endpoints)
            .Collect()
            .SelectMany(static (candidates, _) => ClassGrouping.Group(candidates))
            .WithTrackingName(TrackingNames.Classes);

    private static IncrementalValueProvider<RegistrationModel> Registration(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<EndpointClassModel> classes)
    {
        IncrementalValueProvider<ImmutableArray<TableModel>> tables = classes
            .Select(static (model, _) => EndpointClassEmitter.Table(model))
            .WithTrackingName(TrackingNames.Tables)
            .Collect();
        IncrementalValueProvider<ImmutableArray<StartupModel>> startups = Methods(context, WellKnown.ActorStartupAttribute, StartupParser.Parse)
            .WithTrackingName(TrackingNames.Startups)
            .Collect();
        IncrementalValueProvider<AssemblyModel> assembly = context.CompilationProvider
            .Select(static (compilation, _) => AssemblyParser.Parse(compilation))
            .WithTrackingName(TrackingNames.Assembly);
        return assembly.Combine(tables).Combine(startups).Combine(RemoteErrors(context))
            .Select(static (parts, _) => new RegistrationModel(
                parts.Left.Left.Left,
                new EquatableArray<TableModel>(parts.Left.Left.Right),
                parts.Left.Right.OrderBy(startup => startup.Method, StringComparer.Ordinal).ToEquatableArray(),
                parts.Right.OrderBy(error => error.Type, StringComparer.Ordinal).ToEquatableArray()))
            .WithTrackingName(TrackingNames.Registration);
    }

    private static IncrementalValueProvider<ImmutableArray<RemoteErrorModel>> RemoteErrors(IncrementalGeneratorInitializationContext context) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                WellKnown.RemoteErrorAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (syntax, _) => RemoteErrorParser.Parse((INamedTypeSymbol)syntax.TargetSymbol))
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(TrackingNames.RemoteErrors)
            .Collect();

    private static IncrementalValuesProvider<T> Methods<T>(IncrementalGeneratorInitializationContext context, string attribute, Func<IMethodSymbol, T?> parse)
        where T : class =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is MethodDeclarationSyntax,
                (syntax, _) => parse((IMethodSymbol)syntax.TargetSymbol))
            .Where(static model => model is not null)
            .Select(static (model, _) => model!);

    private static IncrementalValueProvider<bool> HasExtensionMembers(IncrementalGeneratorInitializationContext context)
    {
        const int CSharp14 = 1400;
        return context.ParseOptionsProvider
            .Select(static (options, _) => options is CSharpParseOptions { LanguageVersion: var version } && (int)version >= CSharp14)
            .WithTrackingName(TrackingNames.Language);
    }

    private static void Add(SourceProductionContext output, string hintName, string source) =>
        output.AddSource(hintName, SourceText.From(source, Encoding.UTF8));
}
