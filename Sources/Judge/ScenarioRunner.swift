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
  var secondsLimit: @Sendable (String) -> Double

  func run(
    _ scenarios: [String], seed: UInt64,
    onBegin: @escaping @Sendable (String) -> Void = { _ in },
    onFinish: @escaping @Sendable (ScenarioOutcome) -> Void
  ) async throws {
    var rest = scenarios
    while !rest.isEmpty {
      rest = try await runOnce(rest, seed: seed, onBegin: onBegin, onFinish: onFinish)
      try Task.checkCancellation()
    }
  }

  /// Runs one process and returns the scenarios that it did not come to.
  private func runOnce(
    _ scenarios: [String], seed: UInt64, onBegin: @escaping @Sendable (String) -> Void,
    onFinish: @escaping @Sendable (ScenarioOutcome) -> Void
  ) async throws -> [String] {
    let marker = "byhand-scenario-\(UInt64.random(in: .min ... .max)) "
    let stopper = ProcessStopper()
    let follower = LedgerFollower(
      RunLedger(expected: scenarios, marker: marker), stopper: stopper, onBegin: onBegin,
      onFinish: onFinish)
    let process = try contained(
      input: WireFormat.encode(RunRequest(seed: seed, scenarios: scenarios, outputMarker: marker)))
    let watch = Task {
      while !Task.isCancelled {
        try await Task.sleep(for: .milliseconds(20))
        follower.checkTime(limit: secondsLimit)
      }
    }
    defer { watch.cancel() }
    let ending: ProcessEnding
    do {
      ending = try await process.run(
        stopper: stopper, onOutput: follower.takeFrames, onError: follower.takeOutput)
    } catch {
      throw JudgeError.cannotRun(program: toolchain.probe, reason: "\(error)")
    }
    try Task.checkCancellation()
    return follower.end(ending, studentFile: studentFile)
  }

  private func contained(input: [UInt8]) throws -> ContainedProcess {
    let work = folder.appendingPathComponent("work-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    } catch {
      throw JudgeError.cannotWrite(path: work.path, reason: error.localizedDescription)
    }
    var limits = ProcessLimits(
      cpuSeconds: 600, memoryBytes: 4 << 30, fileBytes: 64 << 20, openFiles: 256, processes: 4096)
    if toolchain.landlock > 0 {
      limits.readable = PlatformBuild.readable(toolchain) + [library, toolchain.probe]
      limits.writable = [work.path]
    }
    return ContainedProcess(
      jail: toolchain.jail, program: toolchain.probe, arguments: [library],
      environment: [
        "PATH": "/usr/bin:/bin", "TMPDIR": work.path, "HOME": work.path, "LANG": "C.UTF-8",
        "SWIFT_BACKTRACE": Self.backtrace,
      ],
      workingDirectory: work.path, limits: limits, input: input, usesChannel: true)
  }

  /// One line a frame, of the crashed thread alone: enough to find the student's line.
  private static let backtrace =
    "enable=yes,threads=crashed,color=no,interactive=no,sanitize=no,timeout=5s,limit=32,top=0,"
    + "images=none,registers=none,cache=no"
}

/// Feeds a ledger from several tasks, and stops the process when the ledger says so.
private final class LedgerFollower: @unchecked Sendable {
  private let lock = NSLock()
  private var ledger: RunLedger
  private let stopper: ProcessStopper
  private let onBegin: @Sendable (String) -> Void
  private let onFinish: @Sendable (ScenarioOutcome) -> Void

  init(
    _ ledger: RunLedger, stopper: ProcessStopper, onBegin: @escaping @Sendable (String) -> Void,
    onFinish: @escaping @Sendable (ScenarioOutcome) -> Void
  ) {
    self.ledger = ledger
    self.stopper = stopper
    self.onBegin = onBegin
    self.onFinish = onFinish
  }

  private static func now() -> Double { ProcessInfo.processInfo.systemUptime }

  func takeFrames(_ bytes: [UInt8]) { step { $0.takeFrames(bytes, at: Self.now()) } }

  func takeOutput(_ bytes: [UInt8]) {
    step {
      $0.takeOutput(bytes)
      return []
    }
  }

  func checkTime(limit: (String) -> Double) {
    step {
      $0.checkTime(Self.now(), limit: limit)
      return []
    }
  }

  func end(_ ending: ProcessEnding, studentFile: String) -> [String] {
    step {
      $0.end(ending, studentFile: studentFile)
      return []
    }
    return lock.withLock { ledger.remaining }
  }

  private func step(_ change: (inout RunLedger) -> [String]) {
    let (begun, finished, mustStop) = lock.withLock {
      let begun = change(&ledger)
      return (begun, ledger.takeFinished(), ledger.stopReason != nil)
    }
    for id in begun { onBegin(id) }
    for outcome in finished { onFinish(outcome) }
    if mustStop { stopper.stop() }
  }
}
