/// How well a program that is not ours is kept apart. Each level holds all that the ones before it
/// hold, and is said in every report by its raw value.
public enum SandboxLevel: String, Sendable, Comparable, CaseIterable {
  /// A session of its own, limits, a clean environment, no terminal, output caps, and the whole tree
  /// killed at the end.
  case limited = "L0"
  /// Also Landlock: files named one by one, no TCP, no new privileges.
  case confined = "L1"
  /// Also namespaces: processes, network, IPC and mounts of its own.
  case isolated = "L2"
  /// Also another user than the judge.
  case anotherUser = "L3"

  /// The weaker one is the lesser.
  public static func < (one: SandboxLevel, other: SandboxLevel) -> Bool {
    one.rawValue < other.rawValue
  }
}
