import LessonPacks
import Reports
import UntrustedText

/// What is kept of one graded submission: texts and numbers alone, so that every format can be
/// written from it later, and on another machine, without the pack.
///
/// As JSON it is the project's own grading format, version 3, one object:
/// - `version` 3; `submission`, its name; `pack`, `title`, `file`; `packHash` and `contentHash`
///   (SHA-256, hexadecimal; `contentHash` is that of the student's file); `sandbox`, `L0` to `L3`;
///   `language`, that of its sentences.
/// - `seed`, a string, since it has 64 bits: only in the instructor's copy. With it and the same file
///   `byhand check --file … --seed …` replays the attempt.
/// - `notes`: what was odd about how the file was wrapped; only where something was.
/// - `score` and `maximum`, in the pack's weights; `green`.
/// - `build`: `status` (`built`, `failed`, `missingDeclarations`, `unreadable`), `sentence`,
///   `complaints`, the compiler's errors one a line, and the `line` of the first.
/// - `blocks`: `id`, `title`, `score`, `maximum`, `passed` and `count`, the number of its checks.
/// - `firstRed`: the id of the first check that does not hold, in the pack's order.
/// - `diagnosis`: the known mistake that the file looks like: `mistake`, its name in the pack,
///   `sentence`, `words`, the same with how sure it is, `confidence` (`sure`, `likely`), `check`, the red one that it is named after, and, in
///   `lesson`, the `sentence` that it goes against and its `place`, and, in
///   the instructor's copy, `example`, the lines of the file where it shows.
/// - `checks`: `id`, `block`, `blockTitle`, `statement`, `status` (`passed`, `wrong`, `broken`,
///   `notRun`), `reason`, `summary`, `details`, `weight`, `score`, `isHidden`, `line`, `output`. The
///   score of a check that passed is below its weight where it can be answered without computing and
///   other checks of its block do not hold; `summary` says so. In version 1 it was all or nothing;
///   version 2 had no `blocks`, `firstRed` and `diagnosis`.
///
/// A key without a value is left out, and there is no time in it: the same file, pack and seed give
/// the same bytes.
public struct Grade: Sendable, Equatable, Codable {
  /// The only version that this program reads.
  public static let currentVersion = 3

  /// The version of the file that it was read from.
  public var version = Grade.currentVersion
  /// Its name in the run.
  public var submission: String
  /// That of all its sentences.
  public var language: Language
  /// The pack's folder name.
  public var pack: String
  /// The lesson's name.
  public var title: String
  /// The student's file as sentences name it.
  public var file: String
  /// SHA-256 over the pack's files, in hexadecimal.
  public var packHash: String
  /// SHA-256 of the student's file, in hexadecimal.
  public var contentHash: String
  /// The hidden seed in decimals; nil in the copy for students.
  public var seed: String?
  /// What stood between the student's program and the machine, `L0` to `L3`.
  public var sandbox: String
  /// What was odd about how the file was wrapped, a phrase each.
  public var notes: [String]?
  /// The sum of the checks' scores.
  public var score: Double
  /// The sum of the checks' weights.
  public var maximum: Double
  /// Whether every check passed.
  public var green: Bool
  /// What the compiler made of the file.
  public var build: GradedBuild
  /// In the pack's order.
  public var checks: [GradedCheck]
  /// What each block comes to, in the pack's order.
  public var blocks: [GradedBlock]
  /// The first check that does not hold, by id; nil where all do.
  public var firstRed: String?
  /// The known mistake that it looks like; nil where it looks like none, or like several.
  public var diagnosis: GradedDiagnosis?

  /// 0 to 1. A pack whose checks weigh nothing is graded by whether all is green.
  public var fraction: Double {
    maximum > 0 ? min(max(score / maximum, 0), 1) : (green ? 1 : 0)
  }

  /// Whether the file could be run at all.
  public var isRunnable: Bool {
    switch build.status {
    case .built, .missingDeclarations: true
    case .failed, .unreadable: false
    }
  }
}

/// What the compiler made of a submission.
public struct GradedBuild: Sendable, Equatable, Codable {
  /// Whether it could be used, in a word.
  public var status: BuildStatus
  /// The same for the student.
  public var sentence: String
  /// The compiler's errors, one a line and at most 20; empty where it built.
  public var complaints: [String]
  /// That of the first error, from 1; nil where there is none.
  public var line: Int?
}

/// One check of a graded submission.
public struct GradedCheck: Sendable, Equatable, Codable {
  /// As the pack names it; a student sees it only of checks that are not hidden.
  public var id: String
  /// The id of its block.
  public var block: String
  /// What its block is about.
  public var blockTitle: String
  /// What must be true, as the lesson says it.
  public var statement: String
  /// How it came out, in a word.
  public var status: VerdictStatus
  /// Why it is broken or was not run, in a word; nil for what passed or is wrong.
  public var reason: VerdictReason?
  /// What was found and what to look at next; empty for a check that passed.
  public var summary: String
  /// One sentence for each thing that was found.
  public var details: [String]
  /// What it counts for at most.
  public var weight: Double
  /// What it counts for here: from 0 to its weight.
  public var score: Double
  /// Whether students are not shown its name.
  public var isHidden: Bool
  /// The line of the student's file where it crashed, from 1, if the runtime named one.
  public var line: Int?
  /// What the student's code printed, its middle left out if it is long.
  public var output: String?

  /// Whether it holds, whatever it counts for.
  public var passed: Bool { status == .passed }
  /// The same as `isHidden`, in the pack's words.
  var visibility: Visibility { isHidden ? .hidden : .visible }
}

extension Grade {
  /// The grade that a report comes to. `report` has a result for every check of the pack, and each of
  /// them was judged. `byHeart` are the checks that can be answered without computing anything, and
  /// `lesson` is the sentence that the diagnosed mistake goes against, `example` what of the file shows it.
  public init(
    _ report: Report, submission: String, pack: Pack, packHash: String, language: Language,
    byHeart: Set<String> = [], notes: [String] = [], lesson: GradedLesson? = nil,
    example: String? = nil
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
      build: GradedBuild(report.build, wording), checks: checks,
      blocks: GradedBlock.subtotals(of: checks), firstRed: checks.first { !$0.passed }?.id,
      diagnosis: report.diagnosis.map {
        GradedDiagnosis($0, wording, lesson: lesson, example: example)
      })
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
    // A line of another file than the grade's is in the summary alone.
    if case .broken(.crashed(_, _, let place, let file)) = verdict,
      file == nil || file == pack.work.main
    {
      line = place
    }
    let isCut = reason == .outputLimitExceeded || reason == .timedOut
    output = PrintedText.kept(result.output, isCut: isCut)
  }
}
