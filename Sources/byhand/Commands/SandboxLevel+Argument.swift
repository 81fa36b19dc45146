import Containment
import ArgumentParser
import Judge

/// `L0` to `L3`, in either case.
extension SandboxLevel: ExpressibleByArgument {
  /// Nil where the argument names no level.
  public init?(argument: String) { self.init(rawValue: argument.uppercased()) }
}
