namespace Tractor.Generators;

/// <summary>The steps of the pipeline; tests look at what of them runs again.</summary>
internal static class TrackingNames
{
    public const string Endpoints = nameof(Endpoints);
    public const string Classes = nameof(Classes);
    public const string Language = nameof(Language);
    public const string ClassFiles = nameof(ClassFiles);
    public const string Startups = nameof(Startups);
    public const string RemoteErrors = nameof(RemoteErrors);
    public const string Tables = nameof(Tables);
    public const string Assembly = nameof(Assembly);
    public const string Registration = nameof(Registration);
}
