import ArgumentParser
import Foundation
import LessonPacks
import Reports
import Tutor

struct Train: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Watch your finished file at work: the end of the lesson, line by line.")

  @OptionGroup var course: CourseOptions
  @Option(help: "Use this file instead of the one in your folder.")
  var file: String?
  @Option(help: "The seed, to see the same again.")
  var seed: UInt64?

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      if let file, !FileManager.default.fileExists(atPath: file) {
        throw CourseError.noSuchFile(file)
      }
      let course = try file == nil ? Course.open(self.course) : Course.find(self.course)
      var options = SessionOptions(file: file.map { URL(fileURLWithPath: $0) }, seed: seed)
      options.isSilent = true
      let session = try await Session.command(course, options)
      defer { session.end() }
      try await refuseUnfinished(session)
      guard let finale = course.pack.finale else { throw ExitCode(1) }
      let language = session.model.language
      CommandOutput.line(finale.text[language])
      session.turn(to: LineFace(reads: false))
      await session.perform([.action(.finale)])
      guard session.model.finale?.ending == .finished else { throw ExitCode(1) }
    }
  }

  /// What is not green is said: a file that fails a check shows nothing that would mean anything.
  private func refuseUnfinished(_ session: Session) async throws {
    await session.perform([.action(.run)])
    let model = session.model
    guard let report = model.report else { throw SessionTrouble(model) }
    let wording = Wording(model.language, pack: model.pack, namedFile: file)
    if model.pack.finale == nil {
      CommandOutput.line(wording.sentence(for: .noFinale))
      throw ExitCode(1)
    }
    guard !report.isGreen else { return }
    if case .built = report.build {
      let red = report.results.filter { $0.verdict != .passed }.map(\.id)
      CommandOutput.line(Phrase.notReady(red)[model.language])
    } else {
      CommandOutput.line(wording.sentence(for: report.build))
    }
    throw ExitCode(1)
  }
}

extension Phrase {
  static func notReady(_ red: [String]) -> Phrase {
    let list = red.joined(separator: ", ")
    return red.count == 1
      ? Phrase(
        en: "One check is not green, so there is nothing to watch yet: \(list).",
        es: "Una comprobación no está en verde, así que aún no hay nada que mirar: \(list).")
      : Phrase(
        en: "\(red.count) checks are not green, so there is nothing to watch yet: \(list).",
        es:
          "\(red.count) comprobaciones no están en verde, así que aún no hay nada que mirar: \(list)."
      )
  }
}
