namespace Tractor.Fuzz.Served;

/// <summary>An enumeration, of which bytes may give any value.</summary>
internal enum FuzzColor : short
{
    Red = 1,
    Blue = 2,
}
