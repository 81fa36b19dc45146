import CSandbox
import Foundation
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A program that is not ours, started through byhand-jail in a session of its own. The only place
/// in the repository that starts one without a terminal.
package struct SandboxedProcess: Sendable {
  /// The path of byhand-jail.
  var jail: String
  /// The path of the program, and what it is given.
  var program: String
  var arguments: [String]
  var environment: [String: String]
  var workingDirectory: String
  var policy = SandboxPolicy()
  /// The read end of a pipe that somebody else fills, for standard input; closed here when the program
  /// has it. With none there is nothing to read.
  var input: FileDescriptor?
  /// Standard output becomes descriptor 3 and what the program prints joins its standard error.
  var redirectsOutput = false
  /// Starts `jail` itself with the arguments alone: for asking the jail about the machine.
  var isUncontained = false
  /// Killed after so long on the clock.
  var timeout: Duration?

  /// `redirectsOutput` makes standard output descriptor 3, and what the program prints joins its
  /// standard error. After `timeout` on the clock it is killed.
  package init(
    jail: String, program: String, arguments: [String], environment: [String: String],
    workingDirectory: String, policy: SandboxPolicy = SandboxPolicy(),
    redirectsOutput: Bool = false, timeout: Duration? = nil
  ) {
    self.jail = jail
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.policy = policy
    self.redirectsOutput = redirectsOutput
    self.timeout = timeout
  }

  private var commandLine: [String] {
    if isUncontained { return arguments }
    return policy.options + (redirectsOutput ? ["--channel"] : []) + ["--", program] + arguments
  }

  /// Runs to the end, handing over output as it comes. Cancelling the task kills the program.
  ///
  /// Throws `ContainmentError.cannotRun`, or `cancelled` when it was cancelled before it began.
  package func run(
    terminator: ProcessTerminator = ProcessTerminator(),
    onOutput: @escaping @Sendable ([UInt8]) -> Void,
    onError: @escaping @Sendable ([UInt8]) -> Void
  ) async throws(ContainmentError) -> TerminationStatus {
    let handlers = OutputHandlers(onOutput: onOutput, onError: onError)
    return try await run(terminator: terminator) { handlers }
  }

  /// Runs to the end. The output is taken, and may fill its pipes, from when there are `handlers`;
  /// with none it is left where it is.
  ///
  /// Throws as the other does.
  package func run(
    terminator: ProcessTerminator, handlers: @escaping @Sendable () async -> OutputHandlers?
  ) async throws(ContainmentError) -> TerminationStatus {
    let alarm = timeout.map { terminator.alarm(after: $0) }
    defer { alarm?.cancel() }
    do {
      return try await launch(terminator, handlers)
    } catch {
      if Task.isCancelled { throw .cancelled }
      throw .cannotRun(program: isUncontained ? jail : program, reason: "\(error)")
    }
  }

  private func launch(
    _ terminator: ProcessTerminator, _ handlers: @escaping @Sendable () async -> OutputHandlers?
  ) async throws -> TerminationStatus {
    Self.ignoreClosedPipes
    try Self.needPipes()
    var options = PlatformOptions()
    options.createSession = true
    // Killed at once, byhand-jail could not end what it watches over.
    options.teardownSequence = [
      .gracefulShutDown(allowedDurationToNextStep: ProcessTerminator.grace)
    ]
    let result: Subprocess.TerminationStatus = try await withTaskCancellationHandler {
      try await Subprocess.run(
        .path(FilePath(jail)),
        arguments: Arguments(commandLine),
        environment: .custom(
          Dictionary(
            uniqueKeysWithValues: environment.map {
              (Environment.Key(stringLiteral: $0.key), $0.value)
            })),
        workingDirectory: FilePath(workingDirectory),
        platformOptions: options,
        input: .fileDescriptor(try input ?? Self.endedPipe(), closeAfterSpawningProcess: true),
        output: .sequence, error: .sequence
      ) { execution in
        terminator.started(execution.processIdentifier.value)
        guard let handlers = await handlers() else { return }
        await withTaskGroup(of: Void.self) { group in
          let output = execution.standardOutput
          let error = execution.standardError
          group.addTask { await SandboxedProcess.drain(output, handlers.onOutput) }
          group.addTask { await SandboxedProcess.drain(error, handlers.onError) }
        }
      }.terminationStatus
    } onCancel: {
      terminator.stop()
    }
    terminator.ended()
    switch result {
    case .exited(let code): return .exited(Int(code))
    case .signaled(Self.jailFailure): return .notStarted
    case .signaled(let signal): return .signalled(Int(signal))
    }
  }

  /// What byhand-jail dies of when it could not start the program. No program's own death looks the
  /// same to the judge, whatever status it leaves with.
  private static let jailFailure = byhand_failure_signal()

  /// A program that dies before it has read its input must not take this one with it. byhand-jail
  /// gives the signal its meaning back.
  private static let ignoreClosedPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

  /// swift-subprocess 1.0.2 ends the whole program where one of its pipes cannot be had: it is seen
  /// first whether as many can be.
  private static func needPipes() throws {
    var ends: [FileDescriptor] = []
    defer { for end in ends { try? end.close() } }
    for _ in 0..<4 {
      let pair = try pipe()
      ends += [pair.readEnd, pair.writeEnd]
    }
  }

  /// The read end of a pipe that holds nothing and has ended.
  private static func endedPipe() throws -> FileDescriptor {
    let ends = try pipe()
    try ends.writeEnd.close()
    return ends.readEnd
  }

  /// A pipe that no program inherits but the one that is given an end of it.
  static func pipe() throws -> (readEnd: FileDescriptor, writeEnd: FileDescriptor) {
    let ends = try FileDescriptor.pipe()
    for end in [ends.readEnd, ends.writeEnd] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
    return ends
  }

  private static func drain(
    _ sequence: SubprocessOutputSequence, _ take: @Sendable ([UInt8]) -> Void
  ) async {
    do {
      for try await buffer in sequence { take(buffer.withUnsafeBytes { Array($0) }) }
    } catch {
      // A pipe that breaks is a program that is gone: how it ended says the rest.
    }
  }
}
