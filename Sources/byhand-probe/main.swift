import ProbeKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

signal(SIGPIPE, SIG_IGN)
exit(ProbeProgram.run(library: CommandLine.arguments.dropFirst().first ?? "run.so"))
