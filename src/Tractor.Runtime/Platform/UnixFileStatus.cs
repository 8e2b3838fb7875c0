namespace Tractor.Platform;

/// <summary>What <c>lstat</c> tells of a path: of a symbolic link itself, not of what it leads to.</summary>
/// <param name="Mode">Kind and permission bits, as <c>st_mode</c>.</param>
/// <param name="Owner">The owner's user id.</param>
/// <param name="Device">The device, in a form good for comparing only.</param>
/// <param name="Inode">The file's number on it.</param>
internal readonly record struct UnixFileStatus(uint Mode, uint Owner, ulong Device, ulong Inode)
{
    private const uint KindMask = 0xF000;
    private const uint Sticky = 0x200;
    private const uint WritableByOthers = 0x12; // 022: group and others.

    public bool IsDirectory => (Mode & KindMask) == 0x4000;

    public bool IsSymbolicLink => (Mode & KindMask) == 0xA000;

    public bool IsSocket => (Mode & KindMask) == 0xC000;

    public UnixFileMode Permissions => (UnixFileMode)(Mode & 0xFFF);

    /// <summary>Whether somebody else may replace what lies in this directory: a sticky one keeps each file its owner's.</summary>
    public bool LetsOthersReplaceEntries => (Mode & WritableByOthers) != 0 && (Mode & Sticky) == 0;

    public bool IsWritableByOthers => (Mode & WritableByOthers) != 0;

    public bool IsSameFile(UnixFileStatus other) => Device == other.Device && Inode == other.Inode;
}
