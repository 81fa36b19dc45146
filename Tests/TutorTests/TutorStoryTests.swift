import CellUI
import Foundation
import LessonPacks
import Reports
import Testing

@testable import Tutor

// Foundation has a class of this name.
import Progress

/// Keys, saves and verdicts in; state, effects and pictures out.
@Suite struct TutorStoryTests {
  private static func text(_ english: String, _ spanish: String) -> LocalizedText {
    LocalizedText([.en: english, .es: spanish])
  }

  private static let pack: Pack = {
    let check = { (id: String, block: String) in
      Check(
        id: id, block: block, statement: text("It holds.", "Se cumple."),
        advice: text("Look again.", "Mira otra vez."), kind: .probe([.rejects(of: "x")]))
    }
    let block = { (id: String, checks: [Check]) in
      Block(
        id: id, title: text("Block \(id)", "Bloque \(id)"),
        text: text("# Block\nWrite it.", "# Bloque\nEscríbelo."),
        hints: [
          Hint(text("## One\nSmall.", "## Uno\nPoco.")),
          Hint(text("## Two\nMore.", "## Dos\nMás.")),
        ],
        checks: checks)
    }
    return Pack(
      id: "mini", title: text("Mini", "Mini"), languages: [.en, .es], module: "M",
      studentFile: "M.swift", declarations: [],
      blocks: [
        block("A", [check("first", "A"), check("second", "A")]), block("B", [check("third", "B")]),
      ],
      measures: [], gate: Gate(), folder: URL(fileURLWithPath: "/"),
      solutionFolder: URL(fileURLWithPath: "/"))
  }()

  private func model(width: Int = 120, height: Int = 36) -> Model {
    Model(
      pack: Self.pack, progress: StudentProgress(packID: "mini"), language: .en,
      size: Size(width: width, height: height), capabilities: Capabilities(), filePath: "M.swift")
  }

  private func report(failing: Set<String>) -> Report {
    let results = Self.pack.checks.map { check in
      CheckResult(
        id: check.id, block: check.block,
        verdict: failing.contains(check.id)
          ? .wrong([Finding(rule: nil, kind: .accepted(name: "x"))]) : .passed)
    }
    return Report(
      packID: "mini", sourceHash: "h", seed: 1, build: .built(diagnostics: []), results: results,
      milliseconds: 5)
  }

  /// Plays a whole run and returns the effects that its end asks for.
  private func judge(_ model: inout Model, failing: Set<String>) -> [Effect] {
    let run = model.lastRun
    let report = report(failing: failing)
    _ = update(&model, .judge(.compiling(sourceHash: "h"), run: run))
    _ = update(&model, .judge(.built(report.build), run: run))
    for result in report.results { _ = update(&model, .judge(.finished(result), run: run)) }
    return update(&model, .judge(.completed(report), run: run))
  }

  @Test func openingRunsTheChecks() {
    var model = model()
    #expect(update(&model, .started).contains(.runChecks(run: 1)))
  }

  @Test func aSaveDuringARunStartsAgainAndTheOldRunIsNotHeard() {
    var model = model()
    _ = update(&model, .started)
    #expect(update(&model, .fileSaved).contains(.runChecks(run: 2)))
    let stale = CheckResult(id: "first", block: "A", verdict: .passed)
    _ = update(&model, .judge(.finished(stale), run: 1))
    #expect(model.results["first"] == nil)
    _ = update(&model, .judge(.finished(stale), run: 2))
    #expect(model.results["first"]?.verdict == .passed)
  }

  @Test func verdictsAreKeptAndSaved() {
    var model = model()
    _ = update(&model, .started)
    let effects = judge(&model, failing: ["second"])
    #expect(model.progress.checks["first"]?.state == .passed)
    #expect(model.progress.checks["second"]?.state == .failed)
    #expect(effects.contains { if case .saveProgress = $0 { true } else { false } })
    let picture = view(model).picture
    // No text of this pack has steps: its checks stand by themselves.
    #expect(picture.contains("✔ first"))
    #expect(picture.contains("✘ second"))
  }

  @Test func quittingAsksNothingAndSaves() {
    var model = model()
    let effects = update(&model, .key(.character("q")))
    #expect(effects.last == .quit)
    #expect(effects.contains { if case .saveProgress = $0 { true } else { false } })
  }

  @Test func controlCStopsTheRunAndNotTheTutor() {
    var model = model()
    _ = update(&model, .started)
    let effects = update(&model, .key(.control("c")))
    #expect(effects.contains(.cancelRun))
    #expect(!effects.contains(.quit))
    #expect(!update(&model, .key(.control("c"))).contains(.quit))
  }

  @Test func theSolutionStaysShutUntilTwentyActiveMinutes() {
    var model = model()
    _ = update(&model, .started)
    _ = judge(&model, failing: ["first"])
    #expect(!update(&model, .key(.character("s"))).contains(.loadSolution(block: "A")))
    // Nobody at the keys: an hour of ticks counts only until the student is taken to be away.
    for _ in 0..<3600 { _ = update(&model, .tick(seconds: 1)) }
    #expect(!update(&model, .key(.character("s"))).contains(.loadSolution(block: "A")))
    for _ in 0..<1200 {
      _ = update(&model, .key(.down))
      _ = update(&model, .tick(seconds: 1))
    }
    #expect(update(&model, .key(.character("s"))).contains(.loadSolution(block: "A")))
  }

  @Test func aClockThatJumpsOpensNothing() {
    var model = model()
    _ = update(&model, .started)
    _ = judge(&model, failing: ["first"])
    _ = update(&model, .tick(seconds: 100_000))
    #expect(!update(&model, .key(.character("s"))).contains(.loadSolution(block: "A")))
  }

  @Test func hintsOpenAndTheLanguageTurnsWithOneKey() {
    var model = model()
    _ = update(&model, .key(.character("h")))
    #expect(model.progress.blocks["A"]?.hintsOpened == 1)
    #expect(view(model).picture.contains("Small."))
    _ = update(&model, .key(.escape))
    _ = update(&model, .key(.character("l")))
    #expect(model.language == .es)
    #expect(view(model).picture.contains("Bloque A"))
  }

  @Test func aRegressionIsCalledOne() {
    var model = model()
    _ = update(&model, .started)
    _ = judge(&model, failing: [])
    _ = update(&model, .fileSaved)
    _ = judge(&model, failing: ["first"])
    #expect(model.regressions == ["first"])
  }

  @Test func belowTheSmallestSizeItSaysSo() {
    let picture = view(model(width: 60, height: 20)).picture
    #expect(picture.contains("80"))
    #expect(picture.contains("60"))
  }

  @Test(arguments: [0, 1, 2, 3, 4, 5, 6, 7])
  func noKeyAndNoSizeBreaksThePicture(_ seed: Int) {
    var model = model()
    var state = UInt64(seed) &+ 0x9e37_79b9
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let keys: [Key] =
      "redhsnuXlLjktT123gzwmaPfoK?".map { Key.character($0) }
      + [
        .up, .down, .left, .right, .tab, .backTab, .enter, .escape, .pageUp, .pageDown, .home, .end,
      ]
    _ = update(&model, .started)
    _ = judge(&model, failing: ["first"])
    for _ in 0..<400 {
      if next(5) == 0 {
        let size = Size(width: next(200), height: next(60))
        _ = update(&model, .resize(size))
        #expect(view(model).size == size)
      } else {
        _ = update(&model, .key(keys[next(keys.count)]))
        _ = view(model)
      }
    }
  }
}
