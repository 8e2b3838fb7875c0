namespace Tractor.Generators.Models;

/// <summary>A type that travels.</summary>
/// <param name="Type">Its name with nullability, without names of tuple elements.</param>
/// <param name="DisplayType">Its name as the proxy shows it.</param>
/// <param name="Shape">How it is written.</param>
/// <param name="Formatters">What must be registered for that, inner ones first.</param>
/// <param name="IsSelfContained">Whether neither writing nor reading can run code of the user's.</param>
/// <param name="Layout">Text that is the same as long as the bytes are.</param>
/// <param name="Readable">The type with its members, for people.</param>
/// <param name="Visibility">From where it can be named.</param>
internal sealed record PayloadModel(
    string Type,
    string DisplayType,
    PayloadShape Shape,
    EquatableArray<FormatterModel> Formatters,
    bool IsSelfContained,
    string Layout,
    string Readable,
    Visibility Visibility)
{
    public static PayloadModel Nothing { get; } = new(
        "global::Tractor.Nothing",
        "global::Tractor.Nothing",
        new PayloadShape.Nothing(),
        EquatableArray<FormatterModel>.Empty,
        IsSelfContained: true,
        "nothing",
        "Nothing",
        Visibility.Public);

    public bool IsNothing => Shape is PayloadShape.Nothing;
}
