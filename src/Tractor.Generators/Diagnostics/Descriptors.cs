using Microsoft.CodeAnalysis;

namespace Tractor.Generators.Diagnostics;

/// <summary>What can be wrong with endpoints; each has a page under <c>docs/diagnostics</c>.</summary>
internal static class Descriptors
{
    private const string Category = "Tractor.Endpoints";
    private const string Pages = "https://github.com/tractor-dotnet/tractor/blob/main/docs/diagnostics/";

    public static readonly DiagnosticDescriptor EndpointClassPartial = new(
        "TRC0001",
        "Make the class of an endpoint partial",
        "'{0}' has endpoints, whose table is generated into it: make it partial, and the types around it ({1})",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "TRC0001.md");

    public static readonly DiagnosticDescriptor StaticEndpoint = new(
        "TRC0002",
        "Make an endpoint static",
        "'{0}' is an endpoint, and another process has no object to call it on: make it static, with a body of its own",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "TRC0002.md");

    public static readonly DiagnosticDescriptor GenericEndpoint = new(
        "TRC0003",
        "Take the type parameters from an endpoint",
        "'{0}' is an endpoint, whose payloads must be known at compile time: write one endpoint for each type instead of a generic one",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "TRC0003.md");

    public static readonly DiagnosticDescriptor EndpointContainer = new(
        "TRC0004",
        "Move an endpoint out of a generic or file-local type",
        "'{0}' has endpoints, whose table must have one name in the whole program: no type around them may be generic or local to its file",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "TRC0004.md");

    public static readonly DiagnosticDescriptor ByReferenceParameter = new(
        "TRC0005",
        "Pass an endpoint's arguments by value",
        "'{0}' of the endpoint '{1}' is passed by reference or is a pointer, and neither reaches another process: pass a value and return what changes",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "TRC0005.md");

    public static readonly DiagnosticDescriptor ReturnType = new(
        "TRC0006",
        "Return a task or an asynchronous sequence from an endpoint",
        "The endpoint '{0}' returns '{1}': return Task, Task<T>, ValueTask, ValueTask<T> or IAsyncEnumerable<T>",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "TRC0006.md");

    public static readonly DiagnosticDescriptor PayloadCodec = new(
        "TRC0007",
        "Use a payload that can be written",
        "'{0}' of the endpoint '{1}' cannot travel: nothing knows how to write '{2}'; mark that type [MemoryPackable], or use one that MemoryPack knows",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "TRC0007.md");

    public static readonly DiagnosticDescriptor SingleContext = new(
        "TRC0008",
        "Take one context in an endpoint",
        "The endpoint '{0}' takes {1} contexts, and a dialog has one",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "TRC0008.md");

    public static readonly DiagnosticDescriptor SingleToken = new(
        "TRC0009",
        "Take one cancellation token in an endpoint",
        "The endpoint '{0}' takes {1} cancellation tokens, and its dialog has one",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "TRC0009.md");

    public static readonly DiagnosticDescriptor PayloadVisibility = new(
        "TRC0010",
        "Make an endpoint's payload visible to its proxy",
        "'{0}' of the endpoint '{1}' is visible in its class only, and the proxy that takes it is outside: make the type internal or public",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "TRC0010.md");

    public static readonly DiagnosticDescriptor HiddenProxy = new(
        "TRC0011",
        "Rename an endpoint whose proxy a member of Portal hides",
        "'{1}' would be called as '{0}', which Portal has as a member of its own: rename it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "TRC0011.md");

    public static readonly DiagnosticDescriptor DuplicateProxy = new(
        "TRC0012",
        "Give each endpoint a proxy of its own",
        "'{0}' and '{1}' would both be called as '{2}' with the same parameters: rename one",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "TRC0012.md");

    public static readonly DiagnosticDescriptor TableMember = new(
        "TRC0013",
        "Leave the name of the generated table free",
        "'{0}' has endpoints, and the name '{1}' is that of a generated member: rename the one that has it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "TRC0013.md");

    public static readonly DiagnosticDescriptor StartupSignature = new(
        "TRC0014",
        "Make a start-up method callable",
        "'{0}' is marked [ActorStartup]: it must be static, internal or public in a class that is so too, return void, Task or ValueTask, and take nothing or an ActorStartupContext",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "TRC0014.md");

    public static readonly DiagnosticDescriptor StreamContext = new(
        "TRC0015",
        "Choose between a stream and a dialog",
        "The endpoint '{0}' returns an asynchronous sequence and takes a context: a one-way stream has none, and a dialog returns a task",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "TRC0015.md");

    public static readonly DiagnosticDescriptor ThrowInFinally = new(
        "TRC0016",
        "Do not throw from a finally block under a scope",
        "What is thrown here replaces the error or the cancellation that is on its way through this block, and nothing can bring that back: catch it in the block",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "TRC0016.md");

    public static readonly DiagnosticDescriptor RemoteError = new(
        "TRC0017",
        "Give a remote error a constructor that takes its message",
        "'{0}' is marked [RemoteError]: it must be an exception that is not abstract or generic, internal or public, with an internal or public constructor that takes a string, or a string and an Exception",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "TRC0017.md");
}
