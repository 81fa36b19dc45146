import ArgumentParser
import Foundation
import LessonPacks
import Progress
import Reports
import Tutor

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Run the checks on your file and print what holds and what does not.")

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
    try await CommandOutput.reportingTrouble {
      var block = block
      let options = try course.takingBlock(&block)
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
      let isGreen = try await check(session)
      guard watch else { throw ExitCode(isGreen ? 0 : 1) }
      let watcher = SourceWatcher(
        file: file.map { URL(fileURLWithPath: $0) } ?? course.folder.sourceFile)
      while true {
        if watcher.waitForChange(seconds: 3600) { _ = try await check(session) }
      }
    }
  }

  /// Runs once and prints; whether every check that was asked for is green.
  private func check(_ session: Session) async throws -> Bool {
    await session.perform([.action(.run)])
    guard let report = session.model.reportAsShown, session.model.run.current == nil else {
      throw SessionTrouble(session.model)
    }
    CommandOutput.line(render(report, session.model))
    if format == .text { sayOfFinale(session.model) }
    return report.isGreen
  }

  private func render(_ report: Report, _ model: Model) -> String {
    switch format {
    case .text:
      TextReport.render(
        report, pack: model.pack, language: model.language, color: OutputStyle.standardOutput,
        width: min(100, LineFace.width), blocks: blocks(model), namedFile: file)
    case .json: JSONReport.render(report, pack: model.pack, language: model.language)
    case .junit: JUnitReport.render(report, pack: model.pack, language: model.language)
    }
  }

  /// The block that the student is at; of a file that is named, or with `--all`, every one.
  private func blocks(_ model: Model) -> Set<String>? {
    guard !all, file == nil, block == nil, only.isEmpty, let here = model.selectedBlock else {
      return nil
    }
    return [here.id]
  }

  /// The end of the lesson is there: how to see it.
  private func sayOfFinale(_ model: Model) {
    guard file == nil, model.isFinaleOpen, let finale = model.pack.finale else { return }
    let title = finale.title[model.language]
    CommandOutput.line(
      Phrase.finaleIsOpen(title, watched: model.progress.hasWatchedFinale)[model.language])
  }
}

/// The judge's own trouble, in the words that the model was given.
struct SessionTrouble: Error, CustomStringConvertible {
  let description: String

  init(_ model: Model) {
    if case .trouble(let sentence) = model.notice {
      description = sentence
    } else {
      description = "the run came to no end; run it again."
    }
  }
}

extension Phrase {
  static func finaleIsOpen(_ title: String, watched: Bool) -> Phrase {
    watched
      ? Phrase(
        en: "\(title): you have watched it. `byhand train` shows it again.",
        es: "\(title): ya lo has visto. `byhand train` lo muestra otra vez.")
      : Phrase(
        en: "\(title) is open: run `byhand train`.",
        es: "\(title) está abierto: ejecuta `byhand train`.")
  }
}
