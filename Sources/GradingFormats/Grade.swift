import LessonPacks
import Reports
import UntrustedText

/// What is kept of one graded submission: texts and numbers alone, so that every format can be
/// written from it later, and on another machine, without the pack.
///
/// As JSON it is the project's own grading format, version 2, one object:
/// - `version` 2; `submission`, its name; `pack`, `title`, `file`; `packHash` and `contentHash`
///   (SHA-256, hexadecimal; `contentHash` is that of the student's file); `sandbox`, `L0` to `L3`;
///   `language`, that of its sentences.
/// - `seed`, a string, since it has 64 bits: only in the instructor's copy. With it and the same file
///   `byhand check --file … --seed …` replays the attempt.
/// - `notes`: what was odd about how the file was wrapped; only where something was.
/// - `score` and `maximum`, in the pack's weights; `green`.
/// - `build`: `status` (`built`, `failed`, `missingDeclarations`, `unreadable`), `sentence`,
///   `complaints`, the compiler's errors one a line, and the `line` of the first.
/// - `checks`: `id`, `block`, `blockTitle`, `statement`, `status` (`passed`, `wrong`, `broken`,
///   `notRun`), `reason`, `summary`, `details`, `weight`, `score`, `isHidden`, `line`, `output`. The
///   score of a check that passed is below its weight where it can be answered without computing and
///   other checks of its block do not hold; `summary` says so. In version 1 it was all or nothing.
///
/// A key without a value is left out, and there is no time in it: the same file, pack and seed give
/// the same bytes.
public struct Grade: Sendable, Equatable, Codable {
  public static let currentVersion = 2

  public var version = Grade.currentVersion
  public var submission: String
  public var language: Language
  public var pack: String
  public var title: String
  /// The student's file as sentences name it.
  public var file: String
  public var packHash: String
  public var contentHash: String
  public var seed: String?
  public var sandbox: String
  /// What was odd about how the file was wrapped, a phrase each.
  public var notes: [String]?
  public var score: Double
  public var maximum: Double
  public var green: Bool
  public var build: GradedBuild
  /// In the pack's order.
  public var checks: [GradedCheck]

  /// 0 to 1. A pack whose checks weigh nothing is graded by whether all is green.
  public var fraction: Double {
    maximum > 0 ? min(max(score / maximum, 0), 1) : (green ? 1 : 0)
  }

  /// Whether the file could be run at all.
  public var isRunnable: Bool { build.status == "built" || build.status == "missingDeclarations" }
}

/// What the compiler made of a submission.
public struct GradedBuild: Sendable, Equatable, Codable {
  public var status: String
  public var sentence: String
  public var complaints: [String]
  public var line: Int?
}

/// One check of a graded submission.
public struct GradedCheck: Sendable, Equatable, Codable {
  public var id: String
  public var block: String
  public var blockTitle: String
  public var statement: String
  public var status: String
  public var reason: String?
  /// What was found and what to look at next; empty for a check that passed.
  public var summary: String
  /// One sentence for each thing that was found.
  public var details: [String]
  public var weight: Double
  public var score: Double
  public var isHidden: Bool
  public var line: Int?
  /// What the student's code printed, its middle left out if it is long.
  public var output: String?

  public var passed: Bool { status == "passed" }
}

extension Grade {
  /// The grade that a report comes to. `report` has a result for every check of the pack, and each of
  /// them was judged. `byHeart` are the checks that can be answered without computing anything.
  public init(
    _ report: Report, submission: String, pack: Pack, packHash: String, language: Language,
    byHeart: Set<String> = [], notes: [String] = []
  ) {
    var wording = Wording(language, pack: pack)
    wording.isHandedIn = true
    let asTheyAre = report.results.compactMap { result in
      pack.checks.first { $0.id == result.id }.map { GradedCheck(result, $0, pack, wording) }
    }
    let checks = Marks.counted(asTheyAre, byHeart: byHeart, language)
    self.init(
      submission: submission, language: language, pack: pack.id, title: pack.title[language],
      file: pack.work.main,
      packHash: packHash, contentHash: report.sourceHash, seed: String(report.seed),
      sandbox: report.sandbox, notes: notes.isEmpty ? nil : notes,
      score: checks.reduce(0) { $0 + $1.score },
      maximum: checks.reduce(0) { $0 + $1.weight }, green: report.isGreen,
      build: GradedBuild(report.build, wording), checks: checks)
  }
}

extension GradedBuild {
  init(_ build: BuildOutcome, _ wording: Wording) {
    self.init(status: build.status, sentence: wording.sentence(for: build), complaints: [])
    guard case .failed(let diagnostics) = build else { return }
    let errors = diagnostics.filter { $0.severity == .error }
    complaints = errors.prefix(20).map {
      "\(wording.place($0)): \(VisibleText.line($0.message, limit: 500))"
    }
    line = errors.first?.line
  }
}

extension GradedCheck {
  init(_ result: CheckResult, _ check: Check, _ pack: Pack, _ wording: Wording) {
    let verdict = result.verdict
    let title = pack.blocks.first { $0.id == check.block }?.title[wording.language]
    self.init(
      id: check.id, block: check.block, blockTitle: title ?? check.block,
      statement: check.statement[wording.language], status: verdict.status,
      reason: verdict.reason, summary: wording.summary(of: verdict, check: check),
      details: wording.sentences(for: verdict), weight: check.weight,
      score: verdict == .passed ? check.weight : 0, isHidden: check.visibility == .hidden)
    if case .broken(.crashed(_, _, let place)) = verdict { line = place }
    output = PrintedText.kept(result.output, isCut: reason == "flooded" || reason == "timedOut")
  }
}
