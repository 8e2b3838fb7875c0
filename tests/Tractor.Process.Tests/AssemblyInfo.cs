// Of the fixtures that ask for it: what they wait for takes no processor.
[assembly: LevelOfParallelism(4)]
