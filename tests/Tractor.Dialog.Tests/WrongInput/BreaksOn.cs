namespace Tractor.DialogTests;

internal enum BreaksOn
{
    Nothing,
    Writing,
    Reading,
}
