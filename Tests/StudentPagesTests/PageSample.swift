import Foundation
import LessonPacks
import Observations
import Progress
import Reports
import TestSupport

@testable import StudentPages

/// A lesson with a question, a finale and a measure, and a student's work in it.
enum PageSample {
  static func text(_ english: String, _ spanish: String) -> LocalizedText {
    LocalizedText([.en: english, .es: spanish])
  }

  static let pack: Pack = {
    var pack = SamplePack.pack
    pack.about = text("You write a `layer` & its merge.", "Escribes una `capa` y su fusión.")
    pack.finale = Finale(id: "show", title: text("At work", "En marcha"), text: text("t", "t"))
    let question = Question(
      id: "gradient", ask: text("Which gets a *gradient*?", "¿Cuál recibe gradiente?"),
      answers: [text("Only `A`", "Solo `A`"), text("Only `B`", "Solo `B`")], right: 1,
      because: text("`A` is multiplied by 0.", "`A` se multiplica por 0."))
    var other = question
    other.id = "other"
    pack.blocks[0].questions = [question, other]
    return pack
  }()

  /// An array that grows with its offset, with every third number below zero.
  static func array(_ shape: [Int], _ factor: Double = 1) -> ObservedArray {
    let count = shape.reduce(1, *)
    return ObservedArray(
      shape: shape,
      values: (0..<count).map {
        Double($0) * factor / Double(count) * ($0.isMultiple(of: 3) ? -1 : 1)
      })
  }

  static func finding(_ shape: [Int]) -> Finding {
    let (yours, expected) = (array(shape, 2), array(shape))
    return Finding(
      rule: .reference(of: "y", within: Tolerance(absolute: 0, relative: 0)),
      kind: .values(
        Comparison(
          name: "y", against: .reference, yours: yours, expected: expected,
          differing: yours.values.count, worst: yours.values.count - 1, pattern: .ratio(2))))
  }

  static func report(_ verdicts: [String: Verdict]) -> Report {
    Report(
      packID: pack.id, sourceHash: "h", seed: 1, build: .built(diagnostics: []),
      results: pack.checks.compactMap { check in
        verdicts[check.id].map { CheckResult(id: check.id, block: check.block, verdict: $0) }
      }, milliseconds: 1)
  }

  static func finale(
    before: String = "the cat", after: String = "el gato", model: String? = nil,
    question: String? = nil
  ) -> FinaleShow {
    var show = FinaleShow(start: 0)
    var seen: [(String, ObservedValue)] = [("before", .text(before)), ("steps", .number(300))]
    seen += model.map { [("model", .text($0))] } ?? []
    if let question {
      seen.append(("answer", .names(["0", question, before])))
      seen.append(("answer", .names(["12", question, after])))
    }
    seen += (0..<300).map { ("loss", .number(4 / Double($0 + 1))) }
    seen += [("after", .text(after)), ("trainable", .number(18_432))]
    for (index, (name, value)) in seen.enumerated() {
      show.take(
        .observed(Observation(name: name, value: value)), at: Double(index) / 10)
    }
    show.take(.ended(.finished), at: 27)
    return show
  }

  /// Everything that a page may show.
  static func progress() -> StudentProgress {
    var progress = StudentProgress(packID: pack.id)
    let red: [String: Verdict] = [
      "identity": .wrong([finding([6, 48])]), "names": .wrong([finding([2, 70, 130])]),
    ]
    for report in [report(red)] {
      progress.keepForPage(report, pack: pack)
      progress.record(report)
    }
    for block in pack.blocks {
      progress.addActiveTime(640, in: block, gate: pack.gate, longest: 1000)
    }
    let green = report(Dictionary(uniqueKeysWithValues: pack.checks.map { ($0.id, .passed) }))
    progress.keepForPage(green, pack: pack)
    progress.record(green)
    progress.blocks["A", default: BlockRecord()].answers["gradient"] = 0
    progress.keepForPage(measured: [
      MeasuredValue(
        id: "difference", value: LocalizedText([.en: "4.8e-07", .es: "4,8e-07"]))
    ])
    progress.hasWatchedFinale = true
    progress.keepForPage(FinaleRecord(finale(), pack: pack))
    return progress
  }

  static let code = """
    import TensorKit

    /* Two
       lines. */
    final class LoRA: Module {  // <b> & "quotes"
    \tlet r = 8
      var name: String { "A\\(r) <i>" }
    }
    """

  static func page(
    _ language: Language = .en, notes: String? = "## Mine\n\nIt *works*.", code: String = code,
    progress: StudentProgress = progress()
  ) -> StudentPage {
    StudentPage(
      pack: pack, progress: progress, language: language, notes: notes,
      files: [.init(name: "LoRA.swift", text: code)], secondsSpent: 4000)
  }
}
