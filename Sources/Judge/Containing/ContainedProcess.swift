import CSandbox
import Foundation
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// How a program ended.
enum ProcessEnding: Sendable, Equatable {
  /// byhand-jail could not contain or start it, and said why on standard error.
  case notStarted
  case exited(Int)
  case signalled(Int)
}

/// What a program may use; 0 leaves a limit as it is.
struct ProcessLimits: Sendable {
  var cpuSeconds = 0
  var memoryBytes = 0
  var fileBytes = 0
  var openFiles = 0
  var processes = 0
  /// With any path here Landlock confines the program to these.
  var readable: [String] = []
  var writable: [String] = []
  /// Writable too; with namespaces they are memory of the program's own, which nobody else sees.
  var scratch: [String] = []
  /// Processes, network, IPC and mounts of its own. Only where `Toolchain.hasNamespaces`.
  var hasNamespaces = false
  /// Runs as this user, where the judge is root; 0 for the judge's own.
  var user: UInt32 = 0
  /// Without, it may start threads only, and opens no connection.
  var mayStartProcesses = true

  var options: [String] {
    var options: [String] = []
    let numbers = [
      ("--cpu", cpuSeconds), ("--memory", memoryBytes), ("--file-size", fileBytes),
      ("--open-files", openFiles), ("--processes", processes),
    ]
    for (name, value) in numbers where value > 0 { options += [name, String(value)] }
    for path in readable { options += ["--read", path] }
    for path in writable { options += ["--write", path] }
    for path in scratch { options += ["--scratch", path] }
    if hasNamespaces { options.append("--namespaces") }
    if user > 0 { options += ["--user", String(user)] }
    if !mayStartProcesses { options.append("--no-children") }
    return options
  }
}

/// A program that is not ours, started through byhand-jail in a session of its own. The only place
/// in the repository that starts one without a terminal.
struct ContainedProcess: Sendable {
  var jail: String
  var program: String
  var arguments: [String]
  var environment: [String: String]
  var workingDirectory: String
  var limits = ProcessLimits()
  /// The read end of a pipe that somebody else fills, for standard input; closed here when the program
  /// has it. With none there is nothing to read.
  var input: FileDescriptor?
  /// Standard output becomes descriptor 3 and what the program prints joins its standard error.
  var usesChannel = false
  /// Starts `jail` itself with the arguments alone: for asking the jail about the machine.
  var isBare = false
  /// Killed after so many seconds on the clock.
  var secondsLimit: Double?

  /// Who hears what a program says, as it comes.
  struct Listeners: Sendable {
    var onOutput: @Sendable ([UInt8]) -> Void
    var onError: @Sendable ([UInt8]) -> Void
  }

  private var commandLine: [String] {
    if isBare { return arguments }
    return limits.options + (usesChannel ? ["--channel"] : []) + ["--", program] + arguments
  }

  /// Runs to the end, handing over output as it comes. Cancelling the task kills the program.
  ///
  /// Throws `JudgeError.cannotRun`, or `cancelled` when it was cancelled before it began.
  func run(
    stopper: ProcessStopper = ProcessStopper(),
    onOutput: @escaping @Sendable ([UInt8]) -> Void,
    onError: @escaping @Sendable ([UInt8]) -> Void
  ) async throws(JudgeError) -> ProcessEnding {
    let listeners = Listeners(onOutput: onOutput, onError: onError)
    return try await run(stopper: stopper) { listeners }
  }

  /// Runs to the end. The output is taken, and may fill its pipes, from when there are `listeners`;
  /// with none it is left where it is.
  ///
  /// Throws as the other does.
  func run(
    stopper: ProcessStopper, listeners: @escaping @Sendable () async -> Listeners?
  ) async throws(JudgeError) -> ProcessEnding {
    let alarm = secondsLimit.map { stopper.alarm(after: $0) }
    defer { alarm?.cancel() }
    do {
      return try await launch(stopper, listeners)
    } catch {
      if Task.isCancelled { throw .cancelled }
      throw .cannotRun(program: isBare ? jail : program, reason: "\(error)")
    }
  }

  private func launch(
    _ stopper: ProcessStopper, _ listeners: @escaping @Sendable () async -> Listeners?
  ) async throws -> ProcessEnding {
    Self.ignoreClosedPipes
    try Self.needPipes()
    var options = PlatformOptions()
    options.createSession = true
    // Killed at once, byhand-jail could not end what it watches over.
    options.teardownSequence = [
      .gracefulShutDown(allowedDurationToNextStep: .seconds(ProcessStopper.patience))
    ]
    let result: TerminationStatus = try await withTaskCancellationHandler {
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
        stopper.started(execution.processIdentifier.value)
        guard let listeners = await listeners() else { return }
        await withTaskGroup(of: Void.self) { group in
          let output = execution.standardOutput
          let error = execution.standardError
          group.addTask { await ContainedProcess.drain(output, listeners.onOutput) }
          group.addTask { await ContainedProcess.drain(error, listeners.onError) }
        }
      }.terminationStatus
    } onCancel: {
      stopper.stop()
    }
    stopper.ended()
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
