import LessonPacks
import Reports
import TestSupport

@testable import GradingFormats

/// Grades that nobody thought of: every kind of verdict and build, and texts made of what the formats'
/// own marks are made of.
enum RandomGrades {
  static let parts = [
    "\"", "\"\u{301}", ",", "\n", "\r", "\r\n", "\u{2028}", "=", "+", "-", "@", "\t", " ", "'", "&",
    "<", ">", "#", "\\", ":", "%", "%0A", "::error::x", ":=>>", "Grade :=>> 100", "\u{1B}[31m",
    "\u{9B}2J", "\u{202E}", "\u{200D}", "\u{E0041}", "\u{0}", "\u{FFFE}", "\u{FEFF}", "|", "é",
    "e\u{301}", "ana", "]]>", "--|>", "<|--", "😀", "null", "1e999", "not ok 1", "  ...", "# SKIP",
    "</testsuite>", "{\"scores\": {}}",
  ]

  /// `count` of them, the same for the same seed.
  static func some(_ count: Int, seed: UInt64) -> [Grade] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in one(&random) }
  }

  private static func one(_ random: inout SeededGenerator) -> Grade {
    let status = random.one(of: [
      BuildStatus.built, .built, .built, .failed, .missingDeclarations,
      .unreadable,
    ])
    let checks = (0..<random.int(1...30)).map { check($0, status, &random) }
    let lead = random.one(of: checks)
    var grade = SampleGrades.mixed
    grade.submission = random.text(parts, atMost: 5)
    grade.language = random.one(of: Language.allCases)
    grade.title = random.text(parts, atMost: 3)
    grade.seed = String(random.next())
    grade.sandbox = random.one(of: ["L0", "L1", "L2", "L3"])
    grade.notes = random.isTrue(2) ? [random.text(parts, atMost: 5)] : nil
    grade.checks = checks
    grade.score = checks.reduce(0) { $0 + $1.score }
    grade.maximum = checks.reduce(0) { $0 + $1.weight }
    grade.green = checks.allSatisfy(\.passed)
    grade.blocks = GradedBlock.subtotals(of: checks)
    grade.firstRed = checks.first { !$0.passed }?.id
    grade.build = build(status, &random)
    grade.diagnosis = nil
    if status == .built, !lead.passed {
      let diagnosis = Diagnosis(
        name: "mistake", sentence: LocalizedText(same: random.text(parts, atMost: 6)),
        confidence: random.one(of: [.sure, .likely]), lead: lead.id)
      grade.diagnosis = GradedDiagnosis(
        diagnosis, Wording(grade.language, pack: SamplePack.pack),
        lesson: random.isTrue()
          ? GradedLesson(place: "A.1", sentence: random.text(parts, atMost: 6)) : nil,
        example: random.isTrue() ? random.text(parts, atMost: 6) : nil)
    }
    return grade
  }

  private static func build(
    _ status: BuildStatus, _ random: inout SeededGenerator
  ) -> GradedBuild {
    GradedBuild(
      status: status, sentence: "s" + random.text(parts, atMost: 4),
      complaints: status == .failed
        ? (0..<random.int(0...20)).map { _ in random.text(parts, atMost: 5) } : [],
      line: status == .failed ? random.int(1...999) : nil)
  }

  private static func check(
    _ index: Int, _ build: BuildStatus, _ random: inout SeededGenerator
  ) -> GradedCheck {
    let canRun = build == .built || build == .missingDeclarations
    let status =
      canRun ? random.one(of: [VerdictStatus.passed, .passed, .wrong, .broken, .notRun]) : .notRun
    let weight = random.one(of: [0, 0.5, 1, 1, 2.75, 10, 1.0 / 3, 1e6])
    let block = random.one(of: ["A", "B", "C"])
    return GradedCheck(
      id: "check\(index)", block: block, blockTitle: "About " + block,
      statement: "It " + random.text(parts, atMost: 4), status: status,
      reason: reason(status, &random),
      summary: status == .passed ? "" : random.text(parts, atMost: 6),
      details: (0..<random.int(0...3)).map { _ in random.text(parts, atMost: 6) }, weight: weight,
      score: status == .passed ? weight * random.one(of: [1, 1, 0.25]) : 0,
      isHidden: random.isTrue(2), line: random.isTrue(3) ? random.int(1...500) : nil,
      output: random.isTrue(3) ? random.text(parts, atMost: 40) : nil)
  }

  private static func reason(
    _ status: VerdictStatus, _ random: inout SeededGenerator
  ) -> VerdictReason? {
    switch status {
    case .passed, .wrong: nil
    case .broken:
      random.one(of: [.crashed, .exited, .timedOut, .outputLimitExceeded, .threw])
    case .notRun: random.one(of: [.cancelled, .outOfTime, .missingDeclarations])
    }
  }
}
