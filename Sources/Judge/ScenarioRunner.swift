import Foundation
import LessonPacks
import Observations
import Reports

/// Runs scenarios of one build in contained processes. One process runs them all; if one of them
/// ends it, that one is broken and a new process runs the rest.
struct ScenarioRunner: Sendable {
  var toolchain: Toolchain
  var library: String
  var studentFile: String
  /// A private folder; the scenarios' working folders are made in it.
  var folder: URL
  /// The build holds a student's code, and not the reference's.
  var isStudents: Bool
  /// What the scenarios may read besides.
  var dataFolder: URL
  var secondsLimit: @Sendable (String) -> Double
  /// Hears of each value as it is recorded.
  var onObservation: @Sendable (Observation) -> Void = { _ in }

  func run(
    _ scenarios: [String], seed: UInt64,
    onBegin: @escaping @Sendable (String) -> Void = { _ in },
    onFinish: @escaping @Sendable (ScenarioOutcome) -> Void
  ) async throws(JudgeError) {
    var rest = scenarios
    while !rest.isEmpty {
      rest = try await runOnce(rest, seed: seed, onBegin: onBegin, onFinish: onFinish)
    }
  }

  /// Runs one process and returns the scenarios that it did not come to.
  private func runOnce(
    _ scenarios: [String], seed: UInt64, onBegin: @escaping @Sendable (String) -> Void,
    onFinish: @escaping @Sendable (ScenarioOutcome) -> Void
  ) async throws(JudgeError) -> [String] {
    let marker = "byhand-scenario-\(UInt64.random(in: .min ... .max)) "
    let token = UInt64.random(in: .min ... .max)
    let stopper = ProcessStopper()
    let follower = LedgerFollower(
      RunLedger(expected: scenarios, marker: marker, token: token, now: LedgerFollower.now()),
      stopper: stopper, onBegin: onBegin, onObservation: onObservation, onFinish: onFinish)
    let process = try contained(
      input: WireFormat.encode(
        RunRequest(seed: seed, scenarios: scenarios, outputMarker: marker, token: token)))
    let watch = Task {
      while !Task.isCancelled {
        try await Task.sleep(for: .milliseconds(20))
        follower.checkTime(limit: secondsLimit)
      }
    }
    defer { watch.cancel() }
    let ending = try await process.run(
      stopper: stopper, onOutput: follower.takeFrames, onError: follower.takeOutput)
    if Task.isCancelled { throw .cancelled }
    if ending == .notStarted {
      throw .cannotRun(program: toolchain.jail, reason: follower.output)
    }
    let place = await CrashPlace.find(
      follower.stack, library: library, studentFile: studentFile, toolchain: toolchain)
    if Task.isCancelled { throw .cancelled }
    return follower.end(ending, studentFile: studentFile, place: place)
  }

  private func contained(input: [UInt8]) throws(JudgeError) -> ContainedProcess {
    let work = folder.appendingPathComponent("work-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: work.path, reason: error.localizedDescription)
    }
    let limits = limits(work)
    return ContainedProcess(
      jail: toolchain.jail, program: toolchain.probe, arguments: [library],
      environment: [
        "PATH": "/usr/bin:/bin", "TMPDIR": work.path, "HOME": work.path, "LANG": "C.UTF-8",
        // The judge asks for its own lines; a backtrace would cost a second, and show the probes'.
        "SWIFT_BACKTRACE": "enable=no",
        // Dictionaries in the same order each time: an attempt can be replayed.
        "SWIFT_DETERMINISTIC_HASHING": "1",
        "BYHAND_DATA": dataFolder.path,
      ],
      workingDirectory: work.path, limits: limits, input: input, usesChannel: true)
  }

  private func limits(_ work: URL) -> ProcessLimits {
    var limits = ProcessLimits(
      cpuSeconds: 600, memoryBytes: 4 << 30, fileBytes: 64 << 20, openFiles: 256)
    limits.mayStartProcesses = false
    limits.hasNamespaces = toolchain.hasNamespaces
    if isStudents && toolchain.hasAnotherUser {
      // Nobody else's, so that limits by user count this run alone. Names from here up are free.
      limits.user = 0x7000_0000 | UInt32.random(in: 1...0xff_ffff)
      limits.processes = 512
    }
    guard toolchain.landlock > 0 else { return limits }
    limits.readable =
      PlatformBuild.readable(toolchain) + [library, toolchain.probe, dataFolder.path]
    limits.scratch = [work.path]
    return limits
  }
}

/// Feeds a ledger from several tasks, and stops the process when the ledger says so.
private final class LedgerFollower: @unchecked Sendable {
  private let lock = NSLock()
  private var ledger: RunLedger
  private let stopper: ProcessStopper
  private let onBegin: @Sendable (String) -> Void
  private let onObservation: @Sendable (Observation) -> Void
  private let onFinish: @Sendable (ScenarioOutcome) -> Void

  init(
    _ ledger: RunLedger, stopper: ProcessStopper, onBegin: @escaping @Sendable (String) -> Void,
    onObservation: @escaping @Sendable (Observation) -> Void,
    onFinish: @escaping @Sendable (ScenarioOutcome) -> Void
  ) {
    self.onObservation = onObservation
    self.ledger = ledger
    self.stopper = stopper
    self.onBegin = onBegin
    self.onFinish = onFinish
  }

  static func now() -> Double { ProcessInfo.processInfo.systemUptime }

  var stack: [UInt64] { lock.withLock { ledger.stack } }
  var output: String { lock.withLock { ledger.output } }

  func takeFrames(_ bytes: [UInt8]) { step { $0.takeFrames(bytes, at: Self.now()) } }

  func takeOutput(_ bytes: [UInt8]) { step { $0.takeOutput(bytes) } }

  func checkTime(limit: (String) -> Double) {
    step { $0.checkTime(Self.now(), limit: limit) }
  }

  func end(_ ending: ProcessEnding, studentFile: String, place: CrashPlace) -> [String] {
    step { $0.end(ending, studentFile: studentFile, place: place) }
    return lock.withLock { ledger.remaining }
  }

  /// The callbacks run under the lock: what is told is told one after the other, in its order.
  private func step(_ change: (inout RunLedger) -> Void) {
    lock.withLock {
      change(&ledger)
      let news = ledger.takeNews()
      for id in news.begun { onBegin(id) }
      for observation in news.observed { onObservation(observation) }
      for outcome in news.finished { onFinish(outcome) }
      if ledger.mustStop { stopper.stop() }
    }
  }
}
