import Foundation
import Judge
import LessonPacks
import Observations
import Reports
import UntrustedText

/// What became of a pack's finale with the reference solution: nothing judges it where a student meets
/// it, so nobody else would notice that it ends badly or shows nothing.
public struct FinaleAudit: Sendable, Equatable {
  /// The scenario's id.
  public var id: String
  /// What it recorded, by name, in the order in which each came first.
  public var recorded: [String]
  /// The names of states that its answers came with.
  public var states: Set<String>
  /// How it ended; nil where it was still going on when the audit stopped it.
  public var ending: FinaleEnding?
  /// How long it was watched, in seconds.
  public var seconds: Double

  /// How long the audit watches a finale that does not end by itself, in seconds.
  public static let watched = 10.0

  /// Runs the finale with the reference, for `watched` seconds at most. Nil for a pack without one.
  ///
  /// Throws `JudgeError` for the tool's own trouble.
  static func run(
    of pack: Pack, _ judge: Judge, seed: UInt64, watched: Double
  ) async throws(JudgeError) -> FinaleAudit? {
    guard let finale = pack.finale else { return nil }
    let own = finale.timeout / .seconds(1)
    let limit = min(own, max(0, watched))
    let show = Show(scenario: finale.id, timeout: .seconds(limit))
    var audit = FinaleAudit(id: finale.id, recorded: [], states: [], ending: nil, seconds: 0)
    var start = ProcessInfo.processInfo.systemUptime
    try await judge.showFinale(.reference(of: pack), show, seed: seed) { event in
      let now = ProcessInfo.processInfo.systemUptime
      switch event {
      case .compiling: break
      case .begun: start = now
      case .observed(let observation): audit.take(observation)
      case .ended(let ending):
        audit.seconds = now - start
        if case .broken(.timedOut) = ending, limit < own { break }
        audit.ending = ending
      }
    }
    return audit
  }

  mutating func take(_ observation: Observation) {
    if !recorded.contains(observation.name) { recorded.append(observation.name) }
    if observation.name == FinaleValue.answer.rawValue, case .names(let parts) = observation.value,
      let state = parts.first
    {
      states.insert(state)
    }
  }

  /// What is wrong with it. `declared` are the scenarios of the pack's probes. Pure.
  static func problems(
    of pack: Pack, _ audit: FinaleAudit?, declared: Set<String>
  ) -> [PackProblem] {
    guard let finale = pack.finale else { return [] }
    let named =
      [("finale.id", finale.id)]
      + (finale.languageModel.map {
        [("finale.language_model.teach", $0.teach), ("finale.language_model.ask", $0.ask)]
      } ?? [])
    let unknown = named.filter { !declared.contains($0.1) }.map { key, id in
      PackProblem(
        file: "pack.yml", message: "`\(key)` is `\(id)`, and no probe declares that scenario",
        hint: Spelling.nearest(to: id, among: declared.sorted()).map { "Did you mean `\($0)`?" }
          ?? "Declare it in a probe: `probe(\"\(id)\") { out in … }`")
    }
    guard let audit, declared.contains(finale.id) else { return unknown }
    return unknown + audit.badEnd(pack) + audit.unrecorded(finale)
  }

  private func badEnd(_ pack: Pack) -> [PackProblem] {
    let why: String
    switch ending {
    case nil, .finished: return []
    case .broken(let breakage): why = Wording(pack: pack).sentence(for: breakage)
    case .notBuilt(let build): why = Wording(pack: pack).sentence(for: build)
    case .tooSlow(let seconds):
      why = "one line through the file takes \(NumberText.short(seconds)) s."
    case .noFinale: why = "the pack has none."
    }
    return [
      PackProblem(
        file: pack.solutionPath,
        message: "the finale `\(id)` does not end well with it: \(Wording.unstopped(why))",
        hint: "Watch it with `byhand train \(pack.id) --small --file` and the solution's path")
    ]
  }

  /// What pack.yml announces and the finale does not record. Of one that was stopped this cannot be said.
  private func unrecorded(_ finale: Finale) -> [PackProblem] {
    guard ending == .finished else { return [] }
    if recorded.isEmpty {
      return [
        PackProblem(
          file: "pack.yml", message: "the finale `\(id)` records nothing, so nothing is seen",
          hint: "Record numbers or texts with `out.record`")
      ]
    }
    return missing(finale).map { name in
      PackProblem(
        file: "pack.yml", message: "the finale `\(id)` records no `\(name)`, which it announces",
        hint: "It records: " + Self.list(recorded))
    }
  }

  /// What was not seen of one that was stopped, and that it should have recorded.
  func remarks(_ finale: Finale) -> [PackProblem] {
    guard ending == nil else { return [] }
    let missing = missing(finale)
    guard recorded.isEmpty || !missing.isEmpty else { return [] }
    let what = missing.isEmpty ? "anything" : Self.list(missing)
    return [
      PackProblem(
        file: "pack.yml",
        message: "the finale `\(id)` was stopped before it recorded \(what)",
        hint:
          "`byhand pack audit --finale-seconds \(Int((finale.timeout / .seconds(1)).rounded(.up)))` "
          + "watches it to its end")
    ]
  }

  /// The names that bars are drawn of or that have labels, and that were not recorded. A language model's
  /// scenarios share the labels, and may be what records them.
  func missing(_ finale: Finale) -> [String] {
    let labels = finale.languageModel == nil ? finale.labels.keys.sorted() : []
    let bars = finale.languageModel == nil ? finale.bars.flatMap(\.names) : []
    return (bars + labels).reduce(into: []) { names, name in
      guard !recorded.contains(name), !states.contains(name), !names.contains(name) else { return }
      names.append(name)
    }
  }

  /// Recorded names, which are any texts and any number of them.
  static func list(_ names: [String]) -> String {
    let most = 20
    let shown = names.prefix(most).map { "`\(VisibleText.line($0, limit: 80))`" }
      .joined(separator: ", ")
    return names.count > most ? shown + " and \(names.count - most) more" : shown
  }

  /// One line of the audit's text.
  func line(_ finale: Finale) -> String {
    let time = "\((seconds * 10).rounded() / 10) s"
    let names = recorded.isEmpty ? "nothing" : Self.list(recorded)
    let model =
      finale.languageModel == nil
      ? "" : " With a language model it is not run: that it is there is all."
    switch ending {
    case nil:
      return "Finale `\(id)`: stopped after \(time) of at most "
        + "\(NumberText.short(finale.timeout / .seconds(1))) s, so its end was not seen; until then it "
        + "recorded \(names).\(model)"
    case .finished: return "Finale `\(id)`: ended in \(time); it recorded \(names).\(model)"
    case .broken, .notBuilt, .tooSlow, .noFinale:
      return "Finale `\(id)`: it does not end well, after \(time); it recorded \(names).\(model)"
    }
  }
}
