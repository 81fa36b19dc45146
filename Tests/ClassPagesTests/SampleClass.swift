import Foundation
import GradingFormats
import LessonPacks
import Reports
import TestSupport

/// A class whose grades nobody judged: random, and the same for a seed.
enum SampleClass {
  static let mistakes = [
    "scale-left-out", "b-random", "dropout-outside", "base-trained", "transposed",
  ]

  static let hostile = [
    "<script>alert(1)</script>", "\"quoted\" & 'more'", "=HYPERLINK(\"x\")",
    "\u{202E}right to left",
    "زينب", "王小明", "e\u{301}\u{301}\u{301}", "🧨🧨", String(repeating: "long", count: 60), "A]]>B",
  ]

  static func grades(seed: UInt64, count: Int = 60, _ language: Language = .en) -> ClassGrades {
    var generator = SeededGenerator(seed: seed)
    let rows = (0..<count).map { index -> ClassGrades.Row in
      let name = index < hostile.count ? hostile[index] : "student \(index)"
      return row(name, language, &generator)
    }
    return ClassGrades(
      pack: SamplePack.pack.id, title: SamplePack.pack.title[language], language: language,
      rows: rows)
  }

  private static func row(
    _ name: String, _ language: Language, _ generator: inout SeededGenerator
  ) -> ClassGrades.Row {
    var row = ClassGrades.Row(
      submission: name, folder: "f", people: [Participant(name: name)],
      delivery: Delivery(isLate: Bool.random(using: &generator)), outcome: .absent)
    switch Int.random(in: 0..<12, using: &generator) {
    case 0: return row
    case 1: row.outcome = .ungraded(reason: "\(name) is a .rar archive")
    case 2: row.outcome = .graded(grade(SamplePack.uncompiled, name, language))
    default:
      let report = report(&generator)
      row.outcome = .graded(grade(report, name, language))
      if Bool.random(using: &generator) {
        let earlier = grade(Self.report(&generator), name, language)
        row.attempts = [Attempt(earlier, submittedAt: nil)]
      }
    }
    return row
  }

  private static func grade(_ report: Report, _ name: String, _ language: Language) -> Grade {
    Grade(
      report, submission: name, pack: SamplePack.pack, packHash: "h", language: language,
      example: report.diagnosis == nil ? nil : "let x = a < b && c > \"</code>\"")
  }

  private static func report(_ generator: inout SeededGenerator) -> Report {
    let checks = SamplePack.pack.checks
    let firstRed = Int.random(in: 0...checks.count, using: &generator)
    var report = SamplePack.report(
      .built(diagnostics: []),
      checks.enumerated().map { index, check in
        CheckResult(
          id: check.id, block: check.block,
          verdict: index < firstRed ? .passed : .wrong([]))
      })
    if firstRed < checks.count, Int.random(in: 0..<4, using: &generator) > 0 {
      let mistake = mistakes[Int.random(in: 0..<mistakes.count, using: &generator)]
      report.diagnosis = Diagnosis(
        name: mistake, sentence: SamplePack.text("\(mistake) in words.", "\(mistake), dicho."),
        confidence: .sure, lead: checks[firstRed].id)
    }
    return report
  }
}
