using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(Benchmarks.Micro.CodecBenchmarks).Assembly).Run(args);
