import Foundation
import LessonPacks
import Observations
import PackSamples
import Reports
import TestSupport
import Testing

@testable import Judge

/// A loop that never ends costs seconds, and costs a check that ends nothing.
@Suite(.fewAtATime) struct ReferencePaceTests {
  private static func limits(
    _ reference: [String: Double], packs: Double = 10, pace: ReferencePace = ReferencePace()
  ) -> TimeLimits {
    TimeLimits(
      packs: reference.mapValues { _ in packs }, reference: reference, policy: nil, pace: pace)
  }

  @Test func aLimitIsFiftyTimesTheReferencesTimeASecondAtLeastAndThePacksAtMost() {
    let limits = Self.limits(["quick": 0.3, "slow": 64, "long": 900])
    #expect(limits.whole("quick") == 1)
    #expect(limits.whole("slow") == 3.2)
    #expect(limits.whole("long") == 10)
    #expect(Self.limits(["quick": 0.3], packs: 0.4).whole("quick") == 0.4)
    #expect(Self.limits([:]).whole("unknown") == 10)
  }

  @Test func afterATimeOutTheOthersHaveAShare() {
    let limits = Self.limits(["quick": 0.3, "slow": 64])
    #expect((0...5).map { limits.limit("quick", after: $0) } == [1, 0.25, 0.25, 0.1, 0.1, 0.1])
    #expect((0...3).map { limits.limit("slow", after: $0) } == [3.2, 0.8, 0.8, 0.32])
    // Never more than 1 : 10 of its own, so five times what the reference needed.
    for milliseconds in stride(from: 0.1, through: 180, by: 0.7) {
      let some = Self.limits(["c": milliseconds])
      #expect(some.limit("c", after: 100) >= max(0.1, 5 * milliseconds / 1000))
    }
  }

  @Test func withoutAPaceTheTimesAreThePacks() {
    var limits = Self.limits(["quick": 0.3])
    limits.pace = nil
    #expect((0...9).allSatisfy { limits.limit("quick", after: $0) == 10 })
    #expect(!limits.isTooShort(0.1, for: "quick"))
    limits.policy = TimeoutPolicy(timeouts: 2, share: 0.05)
    #expect((0...3).map { limits.limit("quick", after: $0) } == [10, 10, 0.5, 0.5])
  }

  private static func stopped(_ id: String, _ seconds: Double) -> ScenarioOutcome {
    ScenarioOutcome(id: id, breakage: .timedOut(seconds: seconds))
  }

  @Test func whatHadAShareOnlyHasNoVerdictUntilItHadAll() throws {
    let limits = Self.limits([
      "triples": 1, "constant": 40, "root_of_16": 2, "root_refuses": 1,
    ])
    let budget = TimeoutBudget(limits)
    var retries = TimeoutRetries(limits)
    func keeps(_ id: String, _ seconds: Double) -> Bool {
      budget.countTimeout()
      return retries.keep(Self.stopped(id, seconds))
    }
    #expect(budget.limit("triples") == 1)
    // It had its whole time: a verdict.
    #expect(!keeps("triples", 1))
    #expect(budget.limit("constant") == 0.5)
    #expect(keeps("root_of_16", 0.25))
    #expect(keeps("constant", 0.5))
    #expect(keeps("root_refuses", 0.1))
    // The one that had the least of it, by the reference's time; and only if it fits.
    #expect(retries.next(1, left: 0.9) == [])
    let next = retries.next(1, left: 5)
    #expect(next == ["constant"])
    budget.grantWholeTime(next)
    #expect(budget.limit("constant") == 2)
    #expect(!keeps("constant", 2))
    #expect(retries.secondsInVain == 2)
    #expect(retries.next(1, left: 1) == ["root_refuses"])
    // What remains says how long it had.
    #expect(retries.giveUp().map(\.breakage) == [.timedOut(seconds: 0.25)])
    #expect(retries.giveUp() == [])
  }

  private static func report(
    _ source: String, workers: Int = 1, pace: ReferencePace = ReferencePace(), events: Events
  ) async throws -> Report {
    let mini = try MiniPack()
    let judge = Judge(
      pack: mini.pack, toolchain: try await BuiltPrograms.toolchain(),
      cacheFolder: BuiltPrograms.cache("judge"),
      temporaryFolder: mini.scratch, pace: pace, workers: workers)
    return try await JudgeTurns.shared.take {
      try await judge.run(StudentSource(bytes: Data(source.utf8)), seed: 7) { events.add($0) }
    }
  }

  private struct Events {
    private let heard = Collector<(event: JudgeEvent, at: ContinuousClock.Instant)>()

    func add(_ event: JudgeEvent) { heard.add((event, .now)) }

    var finished: [CheckResult] { heard.all.compactMap { Self.result(of: $0.event) } }

    /// From the first scenario's beginning to the last verdict: how long the compiler takes beside other
    /// tests is no matter of loops.
    var secondsOfScenarios: Double? {
      let begun = heard.all.first { if case .started = $0.event { true } else { false } }?.at
      let ended = heard.all.last { Self.result(of: $0.event) != nil }?.at
      return begun.flatMap { begun in ended.map { begun.duration(to: $0) / .seconds(1) } }
    }

    private static func result(of event: JudgeEvent) -> CheckResult? {
      if case .finished(let result) = event { result } else { nil }
    }
  }

  private static let spin = "while true {}"
  private static let endlessRoot = "func root(_ n: Int) throws -> Int { while true {} }"
  /// Right, and slower than any share.
  private static let sleepy = "usleep(500_000); return 3"

  @Test(arguments: [1, 2])
  func aRightCheckThatIsSlowDoesNotPayForALoopElsewhere(_ workers: Int) async throws {
    let events = Events()
    let report = try await Self.report(
      MiniPack.source(
        head: "import Glibc", triple: Self.spin, constant: Self.sleepy,
        root: MiniPack.root.replacing("if n", with: "usleep(400_000); if n")),
      workers: workers,
      // A share is below the waits and the whole time far above, so that a busy machine changes nothing.
      pace: ReferencePace(least: 5, shares: [0.06], allowance: 600), events: events)
    let verdicts = report.results.map(\.verdict)
    #expect(
      verdicts == [.broken(.timedOut(seconds: 5)), .passed, .passed, .passed, .passed])
    // Said once each, and the last word is the first.
    #expect(events.finished.map(\.id).sorted() == report.results.map(\.id).sorted())
    for result in events.finished {
      #expect(report.results.first { $0.id == result.id }?.verdict == result.verdict)
    }
  }

  /// What each check would need, in seconds, run by one worker by a clock of the test's own: the checks
  /// that were run to their end, and the time that went by. A loop needs more than there is.
  private static func checks(
    needing needs: [(id: String, seconds: Double)], whole: Double, allowance: Double
  ) async throws -> (ended: [String], seconds: Double) {
    let limits = Self.limits(
      Dictionary(uniqueKeysWithValues: needs.map { ($0.id, 1) }), packs: whole,
      pace: ReferencePace(least: whole, shares: [0.1], allowance: allowance))
    let budget = TimeoutBudget(limits)
    var retries = TimeoutRetries(limits)
    var (now, ended) = (0.0, [String]())
    try await retries.run(
      [needs.map(\.id)], allowance: allowance, now: { now }, grant: budget.grantWholeTime
    ) { batches, retries throws(JudgeError) in
      for id in batches.joined() {
        let need = needs.first { $0.id == id }?.seconds ?? .infinity
        let limit = budget.limit(id)
        now += min(need, limit)
        if need > limit {
          budget.countTimeout()
          _ = retries.keep(Self.stopped(id, limit))
        } else {
          ended.append(id)
        }
      }
    }
    return (ended, now)
  }

  /// The allowance is for what hangs: what proves slow does not use it up.
  @Test func slowChecksAreRunAgainHoweverManyThereAre() async throws {
    let slow = (0..<40).map { (id: "slow\($0)", seconds: 4.5) }
    // The loop has 6 s and the others 0.6 s each, 30 s in all: 7 s are left, and 6 must be left for
    // each that is run again. If those were counted, none but the first would be.
    let found = try await Self.checks(
      needing: [("loop", .infinity)] + slow, whole: 6, allowance: 37)
    #expect(found.ended == slow.map(\.id))
    #expect((209.9...210.1).contains(found.seconds), "\(found.seconds)")
    // A second loop among them leaves nothing: the others go without, but for those before it.
    let hung = try await Self.checks(
      needing: [("loop", .infinity), slow[0], ("hang", .infinity)] + slow.dropFirst(), whole: 6,
      allowance: 37)
    #expect(hung.ended == ["slow0"])
    let none = try await Self.checks(
      needing: [("loop", .infinity)] + slow, whole: 6, allowance: 35)
    #expect(none.ended == [])
  }

  @Test func aFileOfLoopsIsJudgedInSeconds() async throws {
    let events = Events()
    let source = MiniPack.source(
      triple: Self.spin, constant: Self.spin, root: Self.endlessRoot)
    let report = try await Self.report(source, events: events)
    let seconds = try #require(events.secondsOfScenarios)
    // All that is given to its loops; what a busy machine adds is not theirs.
    let given = report.results.compactMap { result -> Double? in
      if case .broken(.timedOut(let seconds)) = result.verdict { seconds } else { nil }
    }
    #expect(given.count == 4 && given.reduce(0, +) <= 8, "\(given)")
    #expect(seconds < 300, "only what hangs takes as long")
    #expect(
      report.results.map(\.verdict.status) == [.broken, .broken, .passed, .broken, .broken])
    let patient = try await Self.report(
      source, pace: ReferencePace(allowance: 0), events: Events())
    #expect(
      patient.results.map(\.verdict) == [
        .broken(.timedOut(seconds: 1)), .broken(.timedOut(seconds: 0.25)), .passed,
        .broken(.timedOut(seconds: 0.25)), .broken(.timedOut(seconds: 0.1)),
      ])
  }
}
