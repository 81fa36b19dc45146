import ArgumentParser
import Foundation
import LessonPacks
import Progress
import Reports
import Tutor

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Run the checks on your file and print what holds and what does not.",
    discussion: """
      Exit status: 0 every check that was asked for holds, 1 one does not, 2 byhand itself failed, 3 \
      the machine kept it from judging, which says nothing of your file: run it again.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, junit }

  @OptionGroup var course: CourseOptions

  @Option(help: "Check this file instead of the one in your folder; progress is left alone.")
  var file: String?
  @Option(help: "Only the checks of this block.")
  var block: String?
  @Option(help: ArgumentHelp("Only this check; may be given more than once.", valueName: "id"))
  var only: [String] = []
  @Flag(help: "Print every block, not only the one you are at.")
  var all = false
  @Option(help: "The seed of the random numbers, to repeat a run.")
  var seed: UInt64?
  @Option(help: "text, json or junit.")
  var format: Format = .text
  @Flag(help: "Run again whenever the file is saved, until interrupted.")
  var watch = false

  func run() async throws {
    try await CommandOutput.reportingTrouble(course) {
      var (block, only) = (block, only)
      let options = try course.takingBlockOrCheck(&block, &only)
      if let file, !FileManager.default.fileExists(atPath: file) {
        throw CourseError.noSuchFile(file)
      }
      let course = try file == nil ? Course.open(options) : Course.find(options)
      let selection = try course.selection(block: block, only: only)
      let session = try await Session.command(
        course,
        SessionOptions(
          file: file.map { URL(fileURLWithPath: $0) }, only: selection, seed: seed, isSilent: true))
      defer { session.end() }
      let listsAll = all || file != nil || selection != nil
      let status = try await check(session, listsAll)
      guard watch else { throw ExitCode(status) }
      repeat {
        if format == .text { CommandOutput.line(Phrase.watching(session.model)) }
        guard await session.waitForSave() else { return }
        _ = try await check(session, listsAll)
      } while true
    }
  }

  /// Runs once and prints; the exit status: 0 where every check that was asked for is green, 3 where one
  /// could not be judged, 1 otherwise. `listsAll` where checks were
  /// asked for by name, or all of them: what is asked for is printed.
  private func check(_ session: Session, _ listsAll: Bool) async throws -> Int32 {
    let before = session.model
    try await session.perform([.action(.run)])
    let model = session.model
    guard let report = model.reportAsShown, model.run.current == nil else {
      throw SessionTrouble(model)
    }
    let blocks = listsAll ? nil : currentBlock(model, before)
    CommandOutput.line(render(report, model, blocks))
    if format == .text {
      // A path that is broken in two is none.
      if let kept = kept(report, session) { CommandOutput.line(kept) }
      if let end = await end(session, listsAll) {
        if let outcome = model.outcome { CommandOutput.paragraph(outcome) }
        CommandOutput.line("\n" + end)
      } else {
        remarks(model, report).forEach(CommandOutput.paragraph)
      }
    }
    if report.trouble != nil { return CommandOutput.notJudged }
    return report.isGreen ? 0 : 1
  }

  private func render(_ report: Report, _ model: Model, _ blocks: Set<String>?) -> String {
    switch format {
    case .text:
      TextReport.render(
        report, pack: model.pack, language: model.language, color: OutputStyle.standardOutput,
        width: min(100, LineFace.width), blocks: blocks, namedFile: file)
    case .json:
      JSONReport.render(report, pack: model.pack, language: model.language, namedFile: file)
    case .junit:
      JUnitReport.render(report, pack: model.pack, language: model.language, namedFile: file)
    }
  }

  /// The block that the student is at, or that this run has finished.
  private func currentBlock(_ model: Model, _ before: Model) -> Set<String>? {
    (model.finishedBlock ?? model.selectedBlock?.id ?? before.selectedBlock?.id).map { [$0] }
  }

  /// What a lesson ends with, once every check of it is green; nil before, and where the run was about
  /// some of them alone.
  private func end(_ session: Session, _ listsSome: Bool) async -> String? {
    guard file == nil, all || !listsSome, session.model.report?.isGreen == true else { return nil }
    await session.take(.lessonsLoaded(session.course.shelf.summaries), isShown: false)
    return session.model.summaryLines(width: min(100, LineFace.width))?.joined(separator: "\n")
  }

  /// What the report does not know: what came of it for the student, and where they go on.
  private func remarks(_ model: Model, _ report: Report) -> [String] {
    guard file == nil else { return [] }
    return [model.outcome, model.place(in: report), model.finaleLine]
      .compactMap { $0 }
  }

  /// A file that is gone: where its last version is.
  private func kept(_ report: Report, _ session: Session) -> String? {
    guard file == nil, case .unreadable(let reason) = report.build,
      reason.isAway,
      let attempt = session.course.folder.newestAttempt
    else { return nil }
    return Phrase.newestAttempt(attempt.path)[session.model.language]
  }
}

/// The judge's own trouble, in the words that the model was given.
struct SessionTrouble: Error, CustomStringConvertible {
  let description: String
  /// Nothing is known of the file, and the same command may say more the next time.
  private(set) var isNotJudged = false

  init(_ model: Model) {
    if case .notJudged(let phrase) = model.notice {
      description = phrase[model.language]
      isNotJudged = true
    } else if case .trouble(let sentence) = model.notice {
      description = sentence
    } else {
      description = "the run came to no end; run it again."
    }
  }
}

extension Phrase {
  static func newestAttempt(_ path: String) -> Phrase {
    Phrase(
      en: "The newest version that was kept: \(path)",
      es: "La versión más reciente que se conserva: \(path)")
  }
  fileprivate static func watching(_ model: Model) -> String {
    let file = model.pack.work.name
    return Phrase(
      en: "\nIt runs again whenever you save \(file). Ctrl-C ends.",
      es: "\nSe ejecuta otra vez cada vez que guardes \(file). Ctrl-C termina.")[model.language]
  }
}
