import Containment

/// Where scenarios run: the program that loads a build, what contains it, and what it may read.
struct ProbeHost: Sendable {
  var sandbox: Sandbox
  /// The path of byhand-probe.
  var probe: String
  /// The path of a program that says which line an address of a build is in; it need not be there.
  var symbolizer: String
  /// The libraries of the system and of the toolchain.
  var readable: [String]
}
