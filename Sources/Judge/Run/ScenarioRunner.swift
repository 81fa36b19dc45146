import CSandbox
import Foundation
import LessonPacks
import Observations
import Reports
import SafeFiles

/// Runs scenarios of one build in contained processes. One process runs all of a share; if one of them
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
  /// A second file of the student's, whose lines may be told too.
  var otherFile: String?
  /// Hears where a process died, before the scenario is finished.
  var onCrash: @Sendable (CrashPlace) -> Void = { _ in }
  /// Has processes of an equal runner that wait, perhaps.
  var headStart: HeadStart?
  /// A build of the reference: where the student's cannot be loaded, it is seen whether this can.
  var control: String?
  /// What all scenarios may take together.
  var budget = TimeBudget.endless()
  /// What a scenario may record, in bytes as they are held.
  var recordLimit: @Sendable (String) -> Int = { _ in Held.most }

  /// Runs shares of scenarios side by side, each in a process of its own.
  func run(
    _ shares: [[String]], seed: UInt64,
    onBegin: @escaping @Sendable (String) -> Void = { _ in },
    onFinish: @escaping @Sendable (ScenarioOutcome) -> Void
  ) async throws(JudgeError) {
    let ends = await withTaskGroup(of: Result<Void, JudgeError>.self) { group in
      for share in shares {
        group.addTask {
          await Result(of: { () async throws(JudgeError) in
            try await runShare(share, seed: seed, onBegin: onBegin, onFinish: onFinish)
          })
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    for end in ends { try end.get() }
  }

  private func runShare(
    _ scenarios: [String], seed: UInt64, onBegin: @escaping @Sendable (String) -> Void,
    onFinish: @escaping @Sendable (ScenarioOutcome) -> Void
  ) async throws(JudgeError) {
    var luck = Luck()
    var rest = scenarios
    while !rest.isEmpty {
      guard !budget.isSpent() else {
        return Self.pass(rest, .outOfTime(seconds: TimeBudget.perFile), onFinish)
      }
      let end = try await runOnce(rest, seed: seed, onBegin: onBegin, onFinish: onFinish)
      rest = end.scenarios
      if end.wasKilled {
        let isFirst = luck.takeKill()
        guard let scenario = end.killedScenario else {
          // In none of them: no use to go on.
          if !isFirst { return Self.pass(rest, .notJudged(killer), onFinish) }
          continue
        }
        if isFirst {
          rest.insert(scenario, at: 0)
        } else {
          Self.pass([scenario], .notJudged(killer), onFinish)
        }
      } else if let failure = end.loadFailure, !luck.takeLoadFailure() {
        if let trouble = try await loadTrouble() { throw .notJudged(trouble) }
        for id in rest {
          onFinish(ScenarioOutcome(id: id, breakage: failure, output: end.output))
        }
        return
      }
    }
  }

  /// What a share may meet that need not be the file's doing.
  private struct Luck {
    private var kills = 0
    private var loadFailures = 0

    /// True where it may be tried again: the first time.
    mutating func takeKill() -> Bool {
      kills += 1
      return kills == 1
    }

    mutating func takeLoadFailure() -> Bool {
      loadFailures += 1
      return loadFailures == 1
    }
  }

  private static func pass(
    _ scenarios: [String], _ reason: NotRunReason, _ onFinish: (ScenarioOutcome) -> Void
  ) {
    for id in scenarios { onFinish(ScenarioOutcome(id: id, notRun: reason)) }
  }

  private var killer: MachineTrouble {
    Machine.shortage(in: [folder]).map(MachineTrouble.shortage) ?? .killed(.running)
  }

  /// What keeps any build from being loaded here, if anything does: the control, a build of the
  /// reference that lies in the same place, is loaded and asked for nothing.
  private func loadTrouble() async throws(JudgeError) -> MachineTrouble? {
    if let shortage = Machine.shortage(in: [folder]) { return .shortage(shortage) }
    guard let control else { return nil }
    // In a folder of its own: no program of the student's may read it, and another lane has its own.
    let place = folder.appendingPathComponent("control-\(UUID().uuidString)")
    let copy = place.appendingPathComponent("run.so")
    do {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: control, toPath: copy.path)
    } catch {
      throw .cannotWrite(path: copy.path, reason: error.systemReason)
    }
    defer { try? FileManager.default.removeItem(at: place) }
    var runner = self
    runner.library = copy.path
    runner.control = nil
    runner.budget = .endless()
    runner.headStart = nil
    let end = try await runner.runOnce([], seed: 0, onBegin: { _ in }, onFinish: { _ in })
    return end.loadFailure == nil ? nil : .referenceFails(.loading, words: end.output)
  }

  /// Runs one process.
  private func runOnce(
    _ scenarios: [String], seed: UInt64, onBegin: @escaping @Sendable (String) -> Void,
    onFinish: @escaping @Sendable (ScenarioOutcome) -> Void
  ) async throws(JudgeError) -> LedgerFollower.Rest {
    let marker = "byhand-scenario-\(UInt64.random(in: .min ... .max)) "
    let token = UInt64.random(in: .min ... .max)
    let process = try fed(
      WireFormat.encode(
        RunRequest(seed: seed, scenarios: scenarios, outputMarker: marker, token: token)))
    let ledger = RunLedger(
      expected: scenarios, marker: marker, token: token, now: LedgerFollower.now(),
      recordLimit: recordLimit)
    let follower = LedgerFollower(
      ledger, stopper: process.stopper, onBegin: onBegin, onObservation: onObservation,
      onFinish: onFinish)
    let watching = Task { try await watch(follower, filling: process.workingDirectory) }
    defer { watching.cancel() }
    let ending = try await process.run(
      ContainedProcess.Listeners(onOutput: follower.takeFrames, onError: follower.takeOutput))
    budget.spend(follower.seconds)
    if Task.isCancelled { throw .cancelled }
    if ending == .notStarted {
      throw .cannotRun(program: toolchain.jail, reason: follower.output)
    }
    let place = await CrashPlace.find(
      follower.stack, library: library, studentFile: studentFile, otherFile: otherFile,
      toolchain: toolchain)
    if Task.isCancelled { throw .cancelled }
    onCrash(place)
    return follower.end(ending, studentFile: studentFile, place: place)
  }

  /// Looks at the clock, and at what is written where the folder has no bounds of its own.
  private func watch(_ follower: LedgerFollower, filling folder: String) async throws {
    for round in 1... {
      try await Task.sleep(for: .milliseconds(20))
      follower.checkTime(limit: secondsLimit)
      if budget.isSpent(besides: follower.seconds) { follower.stopForTime() }
      guard !toolchain.hasNamespaces, round.isMultiple(of: 5) else { continue }
      if UntrustedFolder(path: folder).size > Self.largestFolder {
        follower.stop(.garbled("it wrote more than \(Self.largestFolder >> 20) MB of files"))
      }
    }
  }

  /// What a process may have of memory, in bytes: four times what the lessons' references need.
  static let memoryLimit = 1 << 30

  /// What a process may leave in its folder, in bytes.
  private static let largestFolder = Int(BYHAND_SCRATCH_BYTES)

  /// A process that has its request: one that waited for it, if there is any.
  private func fed(_ request: [UInt8]) throws(JudgeError) -> WaitingProgram {
    if let waiting = headStart?.takeScenarios(), waiting.feed(request) { return waiting }
    let started = try waiting()
    guard started.feed(request) else {
      throw .cannotRun(program: toolchain.probe, reason: "it takes no request")
    }
    return started
  }

  /// Starts a process that waits for its request.
  ///
  /// Throws `cannotRun` or `cannotWrite`.
  func waiting() throws(JudgeError) -> WaitingProgram { try WaitingProgram(contained()) }

  private func contained() throws(JudgeError) -> ContainedProcess {
    let work = folder.appendingPathComponent("work-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: work.path, reason: error.systemReason)
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
        ProbeContract.dataVariable: dataFolder.path,
      ],
      workingDirectory: work.path, limits: limits, usesChannel: true)
  }

  private func limits(_ work: URL) -> ProcessLimits {
    var limits = ProcessLimits(
      cpuSeconds: 600, memoryBytes: Self.memoryLimit, fileBytes: 64 << 20, openFiles: 256)
    limits.mayStartProcesses = false
    limits.hasNamespaces = toolchain.hasNamespaces
    if isStudents && toolchain.hasAnotherUser {
      // Nobody else's, so that limits by user count this run alone. Names from here up are free.
      limits.user = UInt32(BYHAND_FIRST_FREE_USER) | UInt32.random(in: 1...0xff_ffff)
      limits.processes = 512
    }
    // Handed over to the other user and given room of its own, with Landlock or without.
    limits.scratch = [work.path]
    guard toolchain.landlock > 0 else { return limits }
    let folder = URL(fileURLWithPath: library).deletingLastPathComponent().path
    let build = isStudents ? folder : library
    limits.readable =
      PlatformBuild.readable(toolchain) + [build, toolchain.probe, dataFolder.path]
    return limits
  }
}
