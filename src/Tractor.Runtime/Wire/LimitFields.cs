using Tractor.Fields;

namespace Tractor.Wire;

/// <summary>The limits that a new child gets from its parent, as fields.</summary>
internal static class LimitFields
{
    private const byte Fields = 20;

    public static void Write(FieldWriter writer, ActorLimits limits)
    {
        writer.Object(Fields);
        writer.Time(limits.StartTimeout);
        writer.Time(limits.HandshakeTimeout);
        writer.Time(limits.CancelTimeout);
        writer.Time(limits.KillTimeout);
        writer.Time(limits.MaxGrace);
        writer.Time(limits.DialogCancelTimeout);
        writer.Time(limits.OrphanGrace);
        writer.Int(limits.MaxMessageBytes);
        writer.Int(limits.MaxQueuedBytes);
        writer.Int(limits.MaxUnreadAnswerBytes);
        writer.Int(limits.MaxArgumentBytesPerPeer);
        writer.Int(limits.MaxPeerConnections);
        writer.Int(limits.MaxDialogsPerPeer);
        writer.Int(limits.MaxPendingHandshakes);
        writer.Int(limits.MaxPendingCancels);
        writer.Int(limits.StreamWindow);
        writer.Int(limits.MaxStreamWindow);
        writer.Int(limits.StreamWindowBytes);
        writer.Time(limits.ReadSpin);
        writer.Int((int)limits.StreamOverflow);
    }

    /// <exception cref="MemoryPack.MemoryPackSerializationException">The bytes are no limits, or not in their ranges.</exception>
    public static ActorLimits Read(ref FieldReader reader)
    {
        if (!reader.Object(Fields))
        {
            throw FieldReader.Broken("limits are missing");
        }

        try
        {
            return ReadFields(ref reader);
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw FieldReader.Broken(error.Message);
        }
    }

    private static ActorLimits ReadFields(ref FieldReader reader) => new()
    {
        StartTimeout = reader.Time(),
        HandshakeTimeout = reader.Time(),
        CancelTimeout = reader.Time(),
        KillTimeout = reader.Time(),
        MaxGrace = reader.Time(),
        DialogCancelTimeout = reader.Time(),
        OrphanGrace = reader.Time(),
        MaxMessageBytes = reader.Int(),
        MaxQueuedBytes = reader.Int(),
        MaxUnreadAnswerBytes = reader.Int(),
        MaxArgumentBytesPerPeer = reader.Int(),
        MaxPeerConnections = reader.Int(),
        MaxDialogsPerPeer = reader.Int(),
        MaxPendingHandshakes = reader.Int(),
        MaxPendingCancels = reader.Int(),
        StreamWindow = reader.Int(),
        MaxStreamWindow = reader.Int(),
        StreamWindowBytes = reader.Int(),
        ReadSpin = reader.Time(),
        StreamOverflow = (StreamOverflow)reader.Int(),
    };
}
