import Containment
import Foundation
import Grading
import GradingFormats
import Judge
import LessonPacks
import Reports

/// One class, one pack, one folder of grades: what `byhand grade` does, and for each of its lessons
/// `byhand grade --course`.
struct ClassGrading {
  var pack: Pack
  var found: FoundSubmissions
  /// Submissions of nobody in the roster; nil without a roster.
  var strangers: [String]?
  var output: String
  var formats: [GradeFormat] = []
  var jobs: Int
  var sandbox: SandboxLevel
  /// Nil for the folder's own.
  var secret: GradingSecret?
  var language: Language
  var shard: Shard?
  var resumes = true
  var replacesVersion = false
  var notesLikeness = false
  var failUnder: Double?
  /// The text of the platform's own table, to be filled in.
  var worksheet: String?

  /// What came of it.
  struct Outcome {
    var run: GradingRun
    var grades: ClassGrades
    /// Whether everything is at or above `failUnder`.
    var isGoodEnough: Bool
    /// Whether every grade could be put into the platform's own table, where there is one.
    var isAllInWorksheet = true
  }

  /// Grades, writes, and says what became of everything.
  func run(_ installation: Installation, _ environment: [String: String]) async throws -> Outcome {
    if let trouble = DiagnosisTable.trouble(pack) { CommandOutput.remark(trouble.phrase.en) }
    let toolchain = try await installation.toolchain(environment: environment, atATime: jobs)
      .reaching([FileManager.default.temporaryDirectory, pack.dataFolder])
    guard toolchain.sandbox.satisfies(sandbox) else {
      throw GradingError.sandboxTooWeak(
        have: toolchain.sandbox.level.rawValue, want: sandbox.rawValue)
    }
    let book = try GradeBook(URL(fileURLWithPath: output, isDirectory: true))
    defer { book.close() }
    book.platform = PlatformContext(environment: environment)
    if formats.contains(.classroom50) { Self.sayWhatIsMissing(book.platform.classroom50) }
    let secret = try self.secret ?? book.ownSecret()
    let part = shard.map { found.part($0) } ?? found
    var run = GradingRun(
      pack: pack, packHash: try PackDigest.of(pack), language: language,
      sandbox: toolchain.sandbox.level.rawValue, secretFingerprint: secret.fingerprint,
      formats: formats, shard: shard, found: part)
    run.strangers = strangers.map { all in all.filter(run.submissions.contains) }
    let judge = installation.judge(
      for: pack, .grading(book.judgeFolder), toolchain, environment: environment)
    var grader = Grader(judge: judge, pack: pack, secret: secret, jobs: jobs, resumes: resumes)
    grader.replacesVersion = replacesVersion
    try await grader.prove()
    var summary = GradingSummary(total: part.submissions.count, failUnder: failUnder)
    summary.take(part)
    let finished = try await grader.grade(part, as: run, into: book) { event in
      summary.take(event)
      if OutputStyle.standardErrorIsTerminal { CommandOutput.status(summary.progressBar) }
    }
    if OutputStyle.standardErrorIsTerminal { CommandOutput.status("") }
    summary.files = finished.files
    summary.withdrawn = book.withdrawn
    let grades = book.grades(of: finished.run)
    let files = ClassFiles(grades: grades, results: book.folder)
    let back = files.back(to: found.platform, worksheet: worksheet)
    try book.put(files.all + back.files)
    CommandOutput.line(summary.text(folder: output, run: finished.run))
    for problem in back.problems { CommandOutput.remark(problem + ".") }
    if notesLikeness {
      let likenesses = ClassLikeness.find(part.submissions, pack: pack)
      try book.putSimilarity(likenesses)
      CommandOutput.line("\n" + SimilarityTable.paragraph(likenesses, folder: output))
    }
    return Outcome(
      run: finished.run, grades: grades, isGoodEnough: summary.isGoodEnough,
      isAllInWorksheet: worksheet == nil || back.problems.isEmpty)
  }
}

extension ClassGrading {
  private static func sayWhatIsMissing(_ context: Classroom50Context) {
    guard !context.missing.isEmpty else { return }
    CommandOutput.remark(
      "classroom50.json has no \(context.missing.joined(separator: ", ")): Classroom 50's runner says "
        + "them in the environment, and here it does not.")
  }
}
