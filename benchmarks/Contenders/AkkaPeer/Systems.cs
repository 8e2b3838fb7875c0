using Akka.Configuration;

namespace Benchmarks.AkkaPeer;

/// <summary>How both actor systems are set up: loopback, frames large enough for the blocks, quiet.</summary>
internal static class Systems
{
    public static Config Configuration(int port) => ConfigurationFactory.ParseString($$"""
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          actor.provider = remote
          remote.dot-netty.tcp {
            hostname = 127.0.0.1
            port = {{port}}
            maximum-frame-size = 4m
            send-buffer-size = 8m
            receive-buffer-size = 8m
          }
        }
        """);
}
