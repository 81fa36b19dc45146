import Containment
import Foundation
import Observations
import Reports

/// Runs scenarios of one build in sandboxed processes. One process runs all of a batch; if one of them
/// ends it, that one is broken and a new process runs the rest.
struct ScenarioRunner: Sendable {
  var host: ProbeHost
  var library: String
  /// The names of the files that the student writes: their lines may be told.
  var studentFiles: Set<String>
  /// A private folder; the scenarios' working folders are made in it.
  var folder: URL
  /// The build holds a student's code, and not the reference's.
  var isStudents: Bool
  /// What the scenarios may read besides.
  var dataFolder: URL
  /// How long each scenario may take.
  var timeouts: TimeoutBudget
  /// Each value that is recorded is an event of its own.
  var streamsObservations = false
  /// What it is given besides, where it is shown and not judged.
  var show: Show?
  /// A file beside those, whose lines may be told too: a playground.
  var otherFile: String?
  /// Has processes of an equal runner that wait, perhaps.
  var takePrewarmed: @Sendable () -> PrewarmedProcess? = { nil }
  /// A build of the reference: where the student's cannot be loaded, it is seen whether this can.
  var control: String?
  /// What all scenarios may take together.
  var budget = TimeBudget.endless()
  /// What a scenario may record, in bytes as they are held.
  var recordLimit: @Sendable (String) -> Int = { _ in Held.most }

  /// Runs batches of scenarios side by side, each in processes of its own, and hands each event to
  /// `body`, one after the other. Returns when no process is left.
  ///
  /// Throws `cancelled` when the task was cancelled, whatever has been handed over by then; and the
  /// judge's own trouble.
  func run(
    _ batches: [[String]], seed: UInt64, _ body: (ScenarioEvent) -> Void
  ) async throws(JudgeError) {
    let (stream, events) = AsyncStream.makeStream(of: ScenarioEvent.self)
    async let ended = Result(of: { () async throws(JudgeError) in
      defer { events.finish() }
      try await runAll(batches, seed: seed, into: events)
    })
    for await event in stream { body(event) }
    try await ended.get()
    // A cancelled stream has ended, and what came later is in no one's hands: no run is whole that
    // was cancelled, though its processes may have come to their end.
    if Task.isCancelled { throw .cancelled }
  }

  /// The outcome of every scenario, in the order in which they ended. Throws as `run` does.
  func outcomes(
    _ scenarios: [String], seed: UInt64
  ) async throws(JudgeError) -> [ScenarioOutcome] {
    var outcomes: [ScenarioOutcome] = []
    try await run([scenarios], seed: seed) { event in
      if case .finished(let outcome) = event { outcomes.append(outcome) }
    }
    return outcomes
  }

  private func runAll(
    _ batches: [[String]], seed: UInt64, into events: AsyncStream<ScenarioEvent>.Continuation
  ) async throws(JudgeError) {
    let ends = await withTaskGroup(of: Result<Void, JudgeError>.self) { group in
      for batch in batches {
        group.addTask {
          await Result(of: { () async throws(JudgeError) in
            try await runBatch(batch, seed: seed, into: events)
          })
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    for end in ends { try end.get() }
  }

  private func runBatch(
    _ scenarios: [String], seed: UInt64, into events: AsyncStream<ScenarioEvent>.Continuation
  ) async throws(JudgeError) {
    var luck = Luck()
    var rest = scenarios
    while !rest.isEmpty {
      guard !budget.isSpent() else {
        return Self.skip(rest, .outOfTime(seconds: TimeBudget.perFile), events)
      }
      let end = try await runOnce(rest, seed: seed, into: events)
      rest = end.scenarios
      if end.wasKilled {
        let isFirst = luck.takeKill()
        guard let scenario = end.killedScenario else {
          // In none of them: no use to go on.
          if !isFirst { return Self.skip(rest, .notJudged(killer), events) }
          continue
        }
        if isFirst {
          rest.insert(scenario, at: 0)
        } else {
          Self.skip([scenario], .notJudged(killer), events)
        }
      } else if let failure = end.loadFailure, !luck.takeLoadFailure() {
        if let trouble = try await loadTrouble() { throw .notJudged(trouble) }
        for id in rest {
          events.yield(
            .finished(ScenarioOutcome(id: id, breakage: failure, output: end.output)))
        }
        return
      }
    }
  }

  /// What a batch may meet that need not be the file's doing.
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

  private static func skip(
    _ scenarios: [String], _ reason: NotRunReason,
    _ events: AsyncStream<ScenarioEvent>.Continuation
  ) {
    for id in scenarios { events.yield(.finished(ScenarioOutcome(id: id, notRun: reason))) }
  }

  private var killer: MachineTrouble {
    Machine.shortage(in: [folder]).map(MachineTrouble.shortage) ?? .killed(.running)
  }
}
