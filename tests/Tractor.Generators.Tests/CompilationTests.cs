using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Tractor.Generators.Tests.Harness;

namespace Tractor.Generators.Tests;

/// <summary>Generated code compiles without a warning, whatever the user's code and options are.</summary>
internal sealed class CompilationTests
{
    private static readonly Dictionary<string, string> Sources = new()
    {
        ["keywords as names"] = "namespace @namespace.@event; static partial class @class { [TractorContext] static Task<@if> @return(int @int, string @this = \"\", @if @value = @if.@else) => null!; } enum @if { @else }",
        ["nullable oblivious"] = "#nullable disable\nnamespace N; public static partial class W { [TractorContext] static Task<string> M(string a, List<string> b, string c = null) => null; [TractorContext] static Task D(Context<string, List<string>, string> c) => null; }",
        ["nullable"] = "namespace N; public static partial class W { [TractorContext] static Task<string?> M(string? a, List<string?>? b, (string?, List<int>?) c, Dictionary<string, string?[]?> d, string?[]?[] e) => null!; [TractorContext] static Task<string> M2(string a, List<string> b) => null!; }",
        ["dialogs"] = "public static partial class W { [TractorContext] static Task A(Context c) => null!; [TractorContext] static ValueTask<int> B(int a, Context<int?> c, CancellationToken t, string? s = null) => default; [TractorContext] static async Task<(int X, string Y)> C(Context<(int A, string? B), List<int>, int[]> c) { await Task.Yield(); return (c is null ? 1 : 2, \"\"); } }",
        ["defaults"] = "public static partial class W { public const string K = \"\\u0001\\\"{x}\\\\\"; [TractorContext] static Task M(bool a = true, byte b = 1, sbyte c = -1, short d = -2, ushort e = 3, int f = int.MinValue, uint g = 4, long h = long.MinValue, ulong i = ulong.MaxValue, char j = '\\0', float k = -0.5f, double l = double.NegativeInfinity, decimal m = -1.50m, string n = K, DayOfWeek o = DayOfWeek.Friday, DayOfWeek? p = DayOfWeek.Monday, long? q = 5, Guid r = default, Guid? s = null, float t = float.NaN, nint u = 5, (int, int) v = default, string? w = null, DayOfWeek x = (DayOfWeek)(-1), object? y = null) => null!; }".Replace(", object? y = null", string.Empty),
        ["params"] = "public static partial class W { [TractorContext] static Task A(params int[] a) => null!; [TractorContext] static Task B(int x = 1, params string?[]? a) => null!; [TractorContext] static Task C(string s, params List<int> a) => null!; [TractorContext] static Task D(string s = \"\", params List<int> a) => null!; }",
        ["overloads"] = "public static partial class W { [TractorContext] static Task A(int a) => null!; [TractorContext] static Task A(long a) => null!; [TractorContext] static Task A(Context c) => null!; [TractorContext] static Task<int> A() => null!; [TractorContext] static Task AAsync(string a) => null!; [TractorContext] static Task Async() => null!; }",
        ["clashing names"] = "public static partial class W { [TractorContext] static Task A(int portal, int body, int cancellationToken, int arguments, int session, int value, int writer, int reader) => null!; [TractorContext] static Task B(Context session, int portal, int body, int portal_) => null!; [TractorContext] static Task Table() => null!; [TractorContext] static Task Codec0(int Codec0) => null!; } class WPortal { } class WPortalExtensions { }",
        ["nested and private"] = "namespace N; public partial struct A { internal partial interface B { private partial record C { protected internal partial record struct D { [TractorContext] private static Task M(int x) => null!; } } [TractorContext] static Task M(E e) => null!; } } internal enum E { X }",
        ["protected nested"] = "public abstract partial class A { protected partial class B { [TractorContext] static Task M() => null!; } private protected partial class C { [TractorContext] static Task M() => null!; } }",
        ["inherited"] = "public partial class A { [TractorContext] static Task M() => null!; } public partial class B : A { [TractorContext] static Task N() => null!; }",
        ["internal payload in a public class"] = "public static partial class W { [TractorContext] public static Task<int> Open(int a) => null!; [TractorContext] internal static Task<I> Shut(I[] a) => null!; } internal struct I { public int X; }",
        ["obsolete"] = "public static partial class W { [Obsolete(\"x\")] [TractorContext] static Task M() => null!; [Obsolete, TractorContext] static Task N() => null!; }",
        ["many arguments"] = "public static partial class W { [TractorContext] static Task M(int a, string b, int c, string d, int e, string f, int g, string h, int i, string j, int k, (int, string, int, int, int, int, int, int, string) l, (int, int)? m) => null!; }",
        ["value tuples"] = "public static partial class W { [TractorContext] static Task<ValueTuple<int>> M(ValueTuple<string> a, ValueTuple b, (int A, (string? B, (long C, int[] D) E) F) c, (int, string)[] d, List<(int X, string Y)> e, Tuple<int, string> f) => null!; }",
        ["packables"] = "namespace N; [MemoryPackable] public partial record R(string? S, R? Next); [MemoryPackable] public partial struct S { public string A; } [MemoryPackable, MemoryPackUnion(0, typeof(U1))] public partial interface U { } [MemoryPackable] public partial class U1 : U { } [MemoryPackable] public partial class G<T> { public T? X; } public static partial class W { [TractorContext] static Task<R?> M(R r, R? n, R[] a, List<R?>? l, S s, S? t, Dictionary<int, S?> d, U u, U? v, U[] w, G<R> g, G<List<U>?>? h) => null!; }",
        ["unmanaged"] = "public unsafe struct F { public fixed int X[4]; } public struct T { public int? A; public (byte, long) B; } public static partial class W { [TractorContext] static Task<T> M(T a, T? b, T[] c, T?[] d, List<T> e, Dictionary<DayOfWeek, T> f, nint g, Int128 h, DateTimeOffset i, F j) => null!; }",
        ["in the global namespace"] = "partial class W { [TractorContext] static Task M() => null!; partial class X { [TractorContext] static Task M() => null!; } }",
        ["a namespace called Tractor"] = "namespace My.Tractor.System; public static partial class Task { [TractorContext] static global::System.Threading.Tasks.Task<string> M(string a, List<int> b) => null!; }",
        ["streams"] = "public static partial class W { [TractorContext] static async IAsyncEnumerable<(int A, string? B)> S(int n, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken t = default) { await Task.Delay(n, t); yield return (1, null); } [TractorContext] static IAsyncEnumerable<int> T() => null!; }",
        ["startups"] = "static class A { [ActorStartup] internal static void M() { } [ActorStartup] internal static Task M2(ActorStartupContext c) => Task.CompletedTask; [ActorStartup] internal static ValueTask M3() => default; } class B { [ActorStartup] public static void @class(ActorStartupContext c) { } }",
        ["remote errors"] = "[RemoteError] public class @class(string? m) : Exception(m); namespace N { static class O { [RemoteError] internal sealed class E : Exception { public E(int code) : base(null) => HResult = code; internal E(string message, Exception? inner = null) : base(message, inner) { } } } } partial class W { [TractorContext] static Task M() => null!; }",
        ["partial method"] = "public static partial class W { [TractorContext] private static partial Task M(int a); private static partial Task M(int a) => Task.CompletedTask; }",
        ["Nothing as payload"] = "public static partial class W { [TractorContext] static Task<Nothing> M(Nothing a) => null!; [TractorContext] static Task N(Nothing a, int b, (Nothing, int) c) => null!; }",
    };

    [Test]
    public void Compiles_cleanly([ValueSource(nameof(Names))] string name, [Values] bool isDocumented, [Values] bool isCSharp13)
    {
        CSharpParseOptions parse = TestCompilation.Parse(
            isCSharp13 ? LanguageVersion.CSharp13 : LanguageVersion.Preview,
            isDocumented ? DocumentationMode.Diagnose : DocumentationMode.None);
        CSharpCompilation compilation = TestCompilation.Create("Sample", OutputKind.DynamicallyLinkedLibrary, parse, Sources[name]);
        compilation = compilation.WithOptions(compilation.Options.WithAllowUnsafe(true));
        IReadOnlyList<Diagnostic> diagnostics = GeneratorRun.Compile(compilation, out Compilation output);
        Assert.That(diagnostics.Where(IsOurs), Is.Empty);
        Assert.That(output.SyntaxTrees.Count(tree => tree.FilePath.Contains(nameof(EndpointGenerator), StringComparison.Ordinal)), Is.GreaterThan(name == "startups" ? 0 : 1));
        Assert.That(Dropped(output), Is.Empty, "endpoints without a descriptor");
    }

    [Test]
    public void Qualified_form_is_there_from_CSharp_14_on()
    {
        const string Source = "public static partial class W { [TractorContext] static Task M() => null!; public static Task Use(Portal portal) => portal.W.MAsync(); }";
        Assert.That(GeneratorRun.Compile(TestCompilation.Create(Source), out _).Where(IsOurs), Is.Empty);
    }

    private static Dictionary<string, string>.KeyCollection Names() => Sources.Keys;

    // The user's sources here have no documentation, and MemoryPack's generated code has its own warnings.
    private static bool IsOurs(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.FilePath.Contains(nameof(EndpointGenerator), StringComparison.Ordinal) == true
        || diagnostic.Location == Location.None
        || diagnostic.DefaultSeverity == DiagnosticSeverity.Error;

    private static IEnumerable<string> Dropped(Compilation output)
    {
        string generated = string.Concat(output.SyntaxTrees.Where(tree => tree.FilePath.Contains(nameof(EndpointGenerator), StringComparison.Ordinal)));
        IEnumerable<IMethodSymbol> methods = output.GetSymbolsWithName(_ => true, SymbolFilter.Member).OfType<IMethodSymbol>();
        return methods
            .Where(method => method.GetAttributes().Any(attribute => attribute.AttributeClass!.Name == nameof(TractorContextAttribute)))
            .Select(method => method.Name)
            .Where(method => !generated.Contains($".{method}\",", StringComparison.Ordinal));
    }
}
