import Containment
import ArgumentParser
import Foundation
import Grading
import GradingFormats
import Judge
import LessonPacks
import Reports
import UntrustedText

extension GradeFormat: ExpressibleByArgument {}

extension Shard: ExpressibleByArgument {
  /// Reads `2/5`; nil where it names no part.
  public init?(argument: String) { self.init(argument) }
}

struct GradeRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Grade submissions: files, folders, archives, or a folder that holds them.",
    discussion: """
      Each submission is checked with a hidden seed of its own, derived from the secret, its name \
      and its content. The same command continues a run that was interrupted. Exit status: 0 graded, \
      1 a submission scores below --fail-under, 2 and up byhand itself failed (3: some submissions \
      could not be graded, the others were).
      """)

  @Argument(help: "What was handed in: files, folders or archives.")
  var submissions: [String]
  @Option(help: "The lesson: its name, the beginning of it such as 00, or a path such as ./00.")
  var pack: String?
  @Option(help: ArgumentHelp("The folder to write the grades to.", valueName: "dir"))
  var output: String = "grades"
  @Option(
    help: ArgumentHelp(
      "Another format to write; may be repeated: "
        + GradeFormat.allCases.map(\.rawValue).joined(separator: ", ") + ".", valueName: "name"))
  var format: [GradeFormat] = []
  @Option(
    help: ArgumentHelp(
      "Submissions that are checked at a time (default: one per core).", valueName: "n"))
  var jobs: Int?
  @Option(
    help: ArgumentHelp(
      "Refuse to grade below this sandbox level (default: L1): L0 limits only, L1 also Landlock, L2 "
        + "also namespaces, L3 also another user.", valueName: "level"))
  var requireSandbox: SandboxLevel?
  @Option(
    help: ArgumentHelp(
      "The file with the secret that seeds are derived from (default: $BYHAND_SECRET, or a new "
        + "one kept in --output).",
      valueName: "file"))
  var secretFile: String?
  @Option(help: ArgumentHelp("Exit with 1 if a submission scores below n %.", valueName: "n"))
  var failUnder: Double?
  @Option(
    help: ArgumentHelp("Grade only this part of the class, for example 2/4.", valueName: "i/n"))
  var shard: Shard?
  @Option(help: "The language of the feedback: \(Language.choices).")
  var lang: Language?
  @Flag(inversion: .prefixedNo, help: "Keep grades that exist for the same file, pack and secret.")
  var resume = true
  @Flag(help: "Treat each folder as one submission.")
  var one = false
  @Flag(
    help: """
      Also note who is like a shipped solution or a classmate after renaming and reformatting, in \
      similarity.csv. It changes no grade; of a shard, the shard alone is compared.
      """)
  var similarity = false

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs \(jobs): at least one is needed") }
    let hasSecret = secretFile != nil || !Self.environmentSecret.isEmpty
    if shard != nil, !hasSecret {
      throw ValidationError(
        "--shard needs a secret that all shards share: give --secret-file, or set BYHAND_SECRET")
    }
  }

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      let work = Task { try await grade() }
      let signals = EndingSignals { work.cancel() }
      defer { signals.stop() }
      do {
        throw ExitCode(try await work.value ? 0 : 1)
      } catch JudgeError.cancelled {
        CommandOutput.remark(
          "interrupted: what was graded is in \(VisibleText.line(output, limit: 1000)); run the same "
            + "command again to continue.")
        throw ExitCode(130)
      } catch is CancellationError {
        throw ExitCode(130)
      }
    }
  }

  static var environmentSecret: String {
    ProcessInfo.processInfo.environment["BYHAND_SECRET"] ?? ""
  }

  /// Whether everything is at or above `--fail-under`.
  private func grade() async throws -> Bool {
    let environment = ProcessInfo.processInfo.environment
    let installation = try Installation.find()
    let pack = try PackLoader.load(
      PackFinder.find(self.pack, in: installation.lessonRoots(environment: environment)))
    if let trouble = DiagnosisTable.trouble(pack) { CommandOutput.remark(trouble.phrase.en) }
    let jobs = jobs ?? ProcessInfo.processInfo.activeProcessorCount
    let toolchain = try await installation.toolchain(environment: environment, atATime: jobs)
      .reaching([FileManager.default.temporaryDirectory, pack.dataFolder])
    let want = requireSandbox ?? .confined
    guard toolchain.sandbox.satisfies(want) else {
      throw GradingError.sandboxTooWeak(have: toolchain.sandbox.level.rawValue, want: want.rawValue)
    }
    let found = try SubmissionFinder.find(
      submissions.map { URL(fileURLWithPath: $0) }, of: pack.work, isOne: one,
      output: URL(fileURLWithPath: output))
    let book = try GradeBook(URL(fileURLWithPath: output, isDirectory: true))
    defer { book.close() }
    let secret = try secret(book)
    let part = shard.map { found.part($0) } ?? found
    let run = GradingRun(
      pack: pack.id, packHash: try PackDigest.of(pack),
      language: lang ?? pack.languages.first ?? .en, sandbox: toolchain.sandbox.level.rawValue,
      secretFingerprint: secret.fingerprint, formats: format, shard: shard,
      found: part)
    let judge = installation.judge(
      for: pack, .grading(book.judgeFolder), toolchain, environment: environment)
    var grader = Grader(
      judge: judge, pack: pack, secret: secret,
      jobs: jobs, resumes: resume)
    try await grader.prove()
    var summary = GradingSummary(total: part.submissions.count, failUnder: failUnder)
    summary.take(part)
    let finished = try await grader.grade(part.submissions, as: run, into: book) { event in
      summary.take(event)
      if OutputStyle.standardErrorIsTerminal { CommandOutput.status(summary.progressBar) }
    }
    if OutputStyle.standardErrorIsTerminal { CommandOutput.status("") }
    CommandOutput.line(summary.text(folder: output, run: finished))
    if similarity {
      let likenesses = ClassLikeness.find(part.submissions, pack: pack)
      try book.putSimilarity(likenesses)
      CommandOutput.line("\n" + SimilarityTable.paragraph(likenesses, folder: output))
    }
    guard finished.ungraded.isEmpty else { throw ExitCode(3) }
    return summary.isGoodEnough
  }

  private func secret(_ book: GradeBook) throws -> GradingSecret {
    if let secretFile { return try GradingSecret.read(URL(fileURLWithPath: secretFile)) }
    if !Self.environmentSecret.isEmpty { return try GradingSecret(Self.environmentSecret) }
    return try book.ownSecret()
  }
}
