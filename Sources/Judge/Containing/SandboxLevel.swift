import Foundation

/// How well a program that is not ours is kept apart. Each level holds all that the ones before it
/// hold, and is said in every report.
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

  /// A level that holds back less comes first.
  public static func < (one: SandboxLevel, other: SandboxLevel) -> Bool {
    one.rawValue < other.rawValue
  }
}

extension Toolchain {
  /// What this machine was found to do when it was tried.
  public var level: SandboxLevel {
    guard landlock > 0 else { return .limited }
    guard hasNamespaces else { return .confined }
    return hasAnotherUser ? .anotherUser : .isolated
  }

  /// Whether programs are kept apart at least as well as that: for `--require-sandbox`.
  public func satisfies(_ required: SandboxLevel) -> Bool { level >= required }

  /// Without another user where that one could not reach `folders`: a private folder's lock is kept,
  /// and the level is said as it is. A folder that does not exist needs no reaching.
  public func reaching(_ folders: [URL]) -> Toolchain {
    var toolchain = self
    toolchain.hasAnotherUser = hasAnotherUser && folders.allSatisfy(Self.isOpenToOthers)
    return toolchain
  }

  private static func isOpenToOthers(_ folder: URL) -> Bool {
    var folder = folder.resolvingSymlinksInPath()
    guard FileManager.default.fileExists(atPath: folder.path) else { return true }
    while folder.path != "/" {
      let attributes = try? FileManager.default.attributesOfItem(atPath: folder.path)
      let permissions = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0
      guard permissions & 0o001 != 0 else { return false }
      folder.deleteLastPathComponent()
    }
    return true
  }

  /// `L0` … `L3`, for reports.
  public var sandboxLevel: String { level.rawValue }

  /// What was found and what was not, part by part, for `doctor`.
  public var sandboxDetails: String {
    [
      landlock > 0 ? "Landlock ABI \(landlock)" : "no Landlock",
      hasNamespaces ? "namespaces" : "no namespaces",
      hasAnotherUser ? "another user" : "no other user (only root can run as one)",
    ].joined(separator: ", ")
  }

  /// Takes the jail's answer to `--levels`: three numbers.
  mutating func takeLevels(_ answer: String) {
    let numbers = answer.split(whereSeparator: \.isWhitespace).map { Int($0) ?? 0 }
    guard numbers.count == 3 else { return }
    landlock = numbers[0]
    hasNamespaces = numbers[1] > 0
    hasAnotherUser = numbers[2] > 0
  }
}
