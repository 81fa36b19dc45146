import ArgumentParser
import Foundation
import LessonPacks
import Reports
import Tutor

struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Watch your finished file at work: the end of the lesson, line by line.",
    discussion: """
      With a language model of your own your file teaches that: the one that --model or $BYHAND_MODEL \
      names, or the smallest in Hugging Face's cache. Without one, or with --small, a small model of the \
      lesson is taught.
      """)

  @OptionGroup var course: CourseOptions
  @Option(help: "Use this file instead of the one in your folder.")
  var file: String?
  @Option(
    help: ArgumentHelp(
      "A language model: a folder of Hugging Face's, or a GGUF file.", valueName: "path"))
  var model: String?
  @Flag(help: "Use the lesson's own small model, whatever there is.")
  var small = false
  @Option(help: "The seed, to see the same again.")
  var seed: UInt64?

  func validate() throws {
    if small && model != nil { throw ValidationError("--small and --model: give one of them") }
  }

  func run() async throws {
    try await CommandOutput.reportingTrouble(course) {
      if let file, !FileManager.default.fileExists(atPath: file) {
        throw CourseError.noSuchFile(file)
      }
      let course = try file == nil ? Course.open(self.course) : Course.find(self.course)
      var options = SessionOptions(file: file.map { URL(fileURLWithPath: $0) }, seed: seed)
      options.isSilent = true
      let session = try await Session.command(course, options)
      defer { session.end() }
      try await refuseUnfinished(session)
      session.turn(to: LineFace(reads: false))
      let search = try languageModels(course)
      if let choice = search.usable.first {
        CommandOutput.paragraph(
          Phrase.trains(choice, others: search.usable.count - 1)[session.model.language])
      }
      let number = search.usable.isEmpty ? 0 : 1
      try await session.perform([.modelsFound(search), .action(.finaleWith(number))])
      guard session.model.finale?.ending == .finished else { throw ExitCode(1) }
      if search.usable.isEmpty && !small && course.pack.finale?.languageModel != nil {
        for line in Phrase.howToGetModel { CommandOutput.paragraph(course.say(line)) }
      }
    }
  }

  /// The models to train with; none for the small one. What cannot be used is said.
  private func languageModels(_ course: Course) throws -> LanguageModelSearch {
    guard course.pack.finale?.languageModel != nil else {
      if let model { throw CourseError.noUseForModel(model) }
      return LanguageModelSearch()
    }
    if small { return LanguageModelSearch() }
    let search = ModelShelf(environment: course.environment).search(named: model)
    for sentence in search.refused { CommandOutput.remark(sentence) }
    if search.usable.isEmpty && model != nil { throw ExitCode(1) }
    return search
  }

  /// What is not green is said: a file that fails a check shows nothing that would mean anything.
  private func refuseUnfinished(_ session: Session) async throws {
    try await session.perform([.action(.run)])
    let model = session.model
    guard let report = model.report else { throw SessionTrouble(model) }
    let wording = Wording(model.language, pack: model.pack, namedFile: file)
    if model.pack.finale == nil {
      CommandOutput.line(wording.sentence(for: .noFinale))
      throw ExitCode(1)
    }
    guard !report.isGreen else { return }
    if case .built = report.build {
      let red = report.results.filter { $0.verdict.isRed && model.isBegun($0.id) }.map(\.id)
      let unbegun = report.results.count { !model.isBegun($0.id) }
      let why = Phrase.notReady(red, unbegun: unbegun)[model.language]
      CommandOutput.paragraph(why)
    } else {
      CommandOutput.line(wording.sentence(for: report.build))
    }
    throw ExitCode(1)
  }
}

extension Model {
  fileprivate func isBegun(_ check: String) -> Bool {
    pack.checks.first { $0.id == check }.map(progress.hasBegun) ?? true
  }
}

extension Phrase {
  /// What keeps the finale shut: red checks by name, and how many nobody has begun.
  static func notReady(_ red: [String], unbegun: Int) -> Phrase {
    let list = red.joined(separator: ", ")
    let first = Phrase(
      en: "There is nothing to watch yet: it needs every check green.",
      es: "Aún no hay nada que mirar: hacen falta todas las comprobaciones en verde.")
    let wrong: Phrase? =
      switch red.count {
      case 0: nil
      case 1:
        Phrase(
          en: "One is not: \(list).", es: "Una no lo está: \(list).")
      default:
        Phrase(en: "\(red.count) are not: \(list).", es: "\(red.count) no lo están: \(list).")
      }
    let missing: Phrase? =
      switch unbegun {
      case 0: nil
      case 1: Phrase(en: "One is not begun.", es: "Una está sin empezar.")
      default: Phrase(en: "\(unbegun) are not begun.", es: "\(unbegun) están sin empezar.")
      }
    let all = [first, wrong, missing].compactMap { $0 }
    return Phrase { language in all.map { $0[language] }.joined(separator: " ") }
  }
}
