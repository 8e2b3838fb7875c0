using Benchmarks.Harness;
using Benchmarks.TractorTree;
using Tractor;

await ActorNursery.RunAsync(_ => DriverLoop.RunAsync(new TreeContender()));
