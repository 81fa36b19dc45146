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

/// What a page for a student is written in.
enum FeedbackKind: String, ExpressibleByArgument, CaseIterable {
  case html, markdown

  var format: GradeFormat { self == .html ? .html : .markdown }
}

extension Platform: ExpressibleByArgument {}

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
  var submissions: [String] = []
  @Option(
    help: ArgumentHelp(
      "A term's course.yml: grade every lesson of it that something was handed in for, and write one "
        + "gradebook.", valueName: "file"))
  var course: String?
  @Option(
    help: """
      The lesson: its name, the beginning of it such as 00, or a path such as ./00 (default: told by \
      what the files are called, and said).
      """)
  var pack: String?
  @Option(
    help: ArgumentHelp(
      "The platform whose one export this is: "
        + Platform.allCases.map(\.rawValue).joined(separator: ", ") + ".", valueName: "platform"))
  var from: Platform?
  @Option(
    help: ArgumentHelp(
      "Who is in the class, as CSV: whoever handed in nothing has a row too.", valueName: "file"))
  var roster: String?
  @Option(help: ArgumentHelp("The folder to write the grades to.", valueName: "dir"))
  var output: String = "grades"
  @Option(
    help: ArgumentHelp(
      "Another format to write; may be repeated: "
        + GradeFormat.allCases.map(\.rawValue).joined(separator: ", ") + ".", valueName: "name"))
  var format: [GradeFormat] = []
  @Option(
    help: ArgumentHelp(
      "Moodle's grading worksheet or Canvas's gradebook, to be filled in as moodle.csv or canvas.csv.",
      valueName: "file"))
  var worksheet: String?
  @Option(
    help: ArgumentHelp(
      "Also write a page for each student: html or markdown (the same as --format with it).",
      valueName: "kind"))
  var feedback: FeedbackKind?
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
  @Flag(help: "Grade everybody again where the pack has changed since the grades in --output.")
  var newVersion = false
  @Flag(help: "Treat each folder as one submission.")
  var one = false
  @Flag(
    inversion: .prefixedNo,
    help:
      "Take folders without work of their own for sections of the class (default: as the class looks)."
  )
  var sections: Bool?
  @Flag(
    help: """
      Also note who is like a shipped solution or a classmate after renaming and reformatting, in \
      similarity.csv. It changes no grade; of a shard, the shard alone is compared.
      """)
  var similarity = false

  func validate() throws {
    if submissions.isEmpty == (course == nil) {
      throw ValidationError("name what was handed in, or give --course, and not both")
    }
    let ofOneClass = [pack != nil, from != nil, roster != nil, shard != nil, worksheet != nil, one]
    if course != nil, ofOneClass.contains(true) {
      throw ValidationError(
        "--course has its own: --pack, --from, --roster, --worksheet, --one and --shard are for one class"
      )
    }
    if course != nil, secretFile == nil, Self.environmentSecret.isEmpty {
      throw ValidationError(
        "--course needs a secret that all lessons share: give --secret-file, or set BYHAND_SECRET")
    }
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
    if let course { return try await grade(course, installation, environment) }
    let handedIn = try HandedIn(
      HandedIn.Request(
        submissions: submissions.map { URL(fileURLWithPath: $0) }, pack: pack, platform: from,
        roster: roster.map { URL(fileURLWithPath: $0) }, isOne: one, hasSections: sections,
        output: URL(fileURLWithPath: output)), installation, environment)
    let grading = ClassGrading(
      pack: handedIn.pack, found: handedIn.found, strangers: handedIn.strangers, output: output,
      formats: format + (feedback.map { [$0.format] } ?? []),
      jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount,
      sandbox: requireSandbox ?? .confined, secret: try secret(),
      language: lang ?? handedIn.pack.languages.first ?? .en, shard: shard, resumes: resume,
      replacesVersion: newVersion, notesLikeness: similarity, failUnder: failUnder,
      worksheet: try worksheet.map { try Roster.text(of: URL(fileURLWithPath: $0)) })
    let outcome = try await grading.run(installation, environment)
    guard outcome.run.ungraded.isEmpty, outcome.isAllInWorksheet else { throw ExitCode(3) }
    return outcome.isGoodEnough
  }

  private func grade(
    _ course: String, _ installation: Installation, _ environment: [String: String]
  ) async throws -> Bool {
    guard let secret = try secret() else { throw GradingError.secretTooShort }
    let term = GradeCourse(
      course: URL(fileURLWithPath: course), output: output,
      formats: format + (feedback.map { [$0.format] } ?? []), language: lang, secret: secret,
      configure: {
        $0.resumes = resume
        $0.replacesVersion = newVersion
        $0.notesLikeness = similarity
      }, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount,
      sandbox: requireSandbox ?? .confined, now: Date())
    guard try await term.run(installation, environment) else { throw ExitCode(3) }
    return true
  }

  /// Nil where the folder of grades keeps one of its own.
  private func secret() throws -> GradingSecret? {
    if let secretFile { return try GradingSecret.read(URL(fileURLWithPath: secretFile)) }
    return Self.environmentSecret.isEmpty ? nil : try GradingSecret(Self.environmentSecret)
  }
}
