/// The program that contains others, and what it can do on this machine.
public struct Sandbox: Sendable, Equatable {
  /// The path of byhand-jail.
  public let jail: String
  /// The Landlock ABI of the kernel; 0 means that a program can only be limited, not confined.
  package var landlock = 0
  /// A program can have namespaces of its own.
  package var hasNamespaces = false
  /// The judge is root's, and a program can run as somebody else.
  package var hasAnotherUser = false

  /// One that has not been asked yet: it can limit programs, and no more.
  package init(jail: String) { self.jail = jail }

  /// Asks the jail, which tries with `program` as the one to contain.
  ///
  /// Throws `cannotRun` where the jail does not start.
  package static func find(
    jail: String, trying program: String
  ) async throws(ContainmentError) -> Sandbox {
    let buffer = OutputBuffer(limit: 4096)
    var process = SandboxedProcess(
      jail: jail, program: jail, arguments: ["--levels", program], environment: [:],
      workingDirectory: "/", timeout: .seconds(20))
    process.isUncontained = true
    _ = try await process.run(onOutput: buffer.append, onError: { _ in })
    var sandbox = Sandbox(jail: jail)
    sandbox.takeLevels(buffer.text)
    return sandbox
  }

  /// Takes the jail's answer to `--levels`: three numbers.
  mutating func takeLevels(_ answer: String) {
    let numbers = answer.split(whereSeparator: \.isWhitespace).map { Int($0) ?? 0 }
    guard numbers.count == 3 else { return }
    landlock = numbers[0]
    hasNamespaces = numbers[1] > 0
    hasAnotherUser = numbers[2] > 0
  }

  /// What this machine was found to do when it was tried.
  public var level: SandboxLevel {
    guard landlock > 0 else { return .limited }
    guard hasNamespaces else { return .confined }
    return hasAnotherUser ? .anotherUser : .isolated
  }

  /// Programs can be confined to files that are named one by one.
  package var canConfine: Bool { level >= .confined }

  /// Whether programs are kept apart at least as well as that: for `--require-sandbox`.
  public func satisfies(_ required: SandboxLevel) -> Bool { level >= required }

  /// What was found and what was not, part by part, for `doctor`.
  public var details: String {
    [
      landlock > 0 ? "Landlock ABI \(landlock)" : "no Landlock",
      hasNamespaces ? "namespaces" : "no namespaces",
      hasAnotherUser ? "another user" : "no other user (only root can run as one)",
    ].joined(separator: ", ")
  }

  /// The policy with these files in reach and no others, where this machine can confine; elsewhere it
  /// stays as it is.
  package func policy(
    _ policy: SandboxPolicy, reading readable: [String], writing writable: [String] = []
  ) -> SandboxPolicy {
    guard canConfine else { return policy }
    var policy = policy
    policy.readable = readable
    policy.writable = writable
    return policy
  }
}
