import ProbeKit

#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

signal(SIGPIPE, SIG_IGN)
// Line by line, so that what was printed before a crash is seen.
setvbuf(stdout, nil, _IOLBF, 0)
exit(ProbeProgram.run(library: CommandLine.arguments.dropFirst().first ?? "run.so"))
