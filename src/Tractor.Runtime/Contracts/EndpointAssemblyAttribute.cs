using System.ComponentModel;

namespace Tractor.CompilerServices;

/// <summary>
/// Names the generated class that registers an assembly's endpoints. The generated code of a program calls it for
/// each assembly it references, since native compilation drops the module initializers of libraries.
/// </summary>
/// <param name="registration">A public static class with a public static method <c>Register()</c>.</param>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EndpointAssemblyAttribute(Type registration) : Attribute
{
    /// <summary>The generated class.</summary>
    public Type Registration { get; } = registration;
}
