import Foundation
import Judge
import LessonPacks
import Observations
import PackSamples
import Reports
import TestSupport
import Testing

@testable import PackAudit

/// A finale that ends badly, or shows nothing of what it announces, makes a pack red.
@Suite(.fewAtATime) struct FinaleAuditTests {
  private func pack(_ finale: String, body: String) throws -> TinyPack {
    try TinyPack([
      "lessons/tiny/pack.yml": try TinyPack.manifest() + finale,
      "lessons/tiny/probes/Finale.swift": """
      import ProbeKit
      import TensorKit

      func probesFinale(_ probe: Probes) {
        probe("watch") { out in
      \(body)
        }
      }
      """,
    ])
  }

  private let finale = """
    finale:
      id: watch
      title: {en: Watch}
      text: {en: It doubles.}
      seconds: 60
      labels: {before_it: {en: Before}, after_it: {en: After}}
      bars:
        - {title: {en: Sizes}, of: [before_it, after_it]}

    """

  private let good = """
        out.record("before_it", 1)
        out.record("after_it", Double(double(Tensor.ones([1])).item()))
    """

  private func problems(
    _ finale: String, _ body: String, seconds: Double = FinaleAudit.watched
  ) async throws -> (said: [String], report: AuditReport) {
    let pack = try pack(finale, body: body)
    let report = try await PackAuditor(
      pack: try PackLoader.load(pack.folder), judge: try await pack.judge(), seeds: [1], jobs: 2,
      finaleSeconds: seconds
    ).audit()
    return (report.problems.map(\.description), report)
  }

  @Test func aGoodOneIsSaid() async throws {
    let (said, report) = try await problems(finale, good)
    #expect(said == [])
    #expect(report.finale?.recorded == ["before_it", "after_it"])
    #expect(AuditText.render(report).contains("Finale `watch`: ended in "))
    #expect(AuditJSON.render(report).contains(#""ended" : "well""#))
  }

  @Test func oneThatTrapsIsAProblem() async throws {
    let (said, report) = try await problems(finale, good + "\n    preconditionFailure(\"no more\")")
    try #require(said.count == 1, "\(said)")
    #expect(
      said[0].hasPrefix(
        "solutions/tiny/Double.swift: the finale `watch` does not end well with it: The program "
          + "crashed"), "\(said)")
    #expect(AuditJSON.render(report).contains(#""ended" : "badly""#))
  }

  @Test func oneThatThrowsIsAProblem() async throws {
    let said = try await problems(finale, good + "\n    throw Probes.Missing(\"no model\")").said
    #expect(said.count == 1 && said[0].contains("An error stopped the check: no model"), "\(said)")
  }

  @Test func whatIsAnnouncedAndNotRecordedIsAProblem() async throws {
    let said = try await problems(finale, "    out.record(\"before_it\", 1)").said
    #expect(
      said == [
        "pack.yml: the finale `watch` records no `after_it`, which it announces. It records: "
          + "`before_it`"
      ])
    let none = try await problems(finale, "    _ = out").said
    #expect(
      none == [
        "pack.yml: the finale `watch` records nothing, so nothing is seen. Record numbers or texts "
          + "with `out.record`"
      ])
  }

  @Test func anIDThatNoProbeHasIsAProblem() async throws {
    let said = try await problems(finale.replacing("id: watch", with: "id: wacht"), good).said
    #expect(
      said == [
        "pack.yml: `finale.id` is `wacht`, and no probe declares that scenario. Did you mean `watch`?"
      ])
    let model =
      finale + """
          language_model:
            teach: watch
            ask: asking
            text: {en: A model.}
            seconds: 10

        """
    let asked = try await problems(model, good).said
    #expect(
      asked == [
        "pack.yml: `finale.language_model.ask` is `asking`, and no probe declares that scenario. "
          + "Declare it in a probe: `probe(\"asking\") { out in … }`"
      ])
  }

  /// What goes on is stopped, and that its end was not seen is said.
  @Test func oneThatGoesOnIsStopped() async throws {
    let endless = good + "\n    while true { out.record(\"loss\", 1.0) }"
    let (said, report) = try await problems(finale, endless, seconds: 1)
    #expect(said == [])
    #expect(report.finale?.ending == nil)
    #expect(report.remarks == [])
    #expect(AuditText.render(report).contains("so its end was not seen"))
    #expect(AuditJSON.render(report).contains(#""ended" : "stopped""#))
    // What it had not recorded by then may still come.
    let late = try await problems(
      finale, "    out.record(\"before_it\", 1)\n    while true { out.record(\"loss\", 1.0) }",
      seconds: 1
    ).report
    #expect(late.isGreen)
    #expect(
      late.remarks.map(\.description) == [
        "pack.yml: the finale `watch` was stopped before it recorded `after_it`. `byhand pack audit "
          + "--finale-seconds 60` watches it to its end"
      ])
    // Its own limit is no mercy.
    let short = try await problems(finale.replacing("seconds: 60", with: "seconds: 1"), endless)
      .said
    #expect(short.count == 1 && short[0].contains("still running after 1 s"), "\(short)")
  }
}
