import APICards
import ArgumentParser
import Foundation
import Judge
import LessonPacks

struct APICommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "api",
    abstract: "Look something up in TensorKit, by its name there or in PyTorch.")

  @Argument(
    help: "A name, such as matmul, nn.Linear or requires_grad_ (default: what the lesson uses).")
  var name: String?
  @Option(
    help: "The lesson: its name, the beginning of it such as 00, or a path such as ./00.")
  var lesson: String?
  @Option(help: "The language: \(Language.choices) (default: your locale's, if it is one of them).")
  var lang: Language?

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      let options = try CourseOptions.parse(
        [lesson].compactMap(\.self) + (lang.map { ["--lang", $0.rawValue] } ?? []))
      let course = try Course.find(options)
      let language = course.language(try? course.folder.readProgress().progress)
      let source = try await course.cards()
      guard let name else { return try await list(course, source, language) }
      let cards = try await source.cards(for: course.pack)
      let found = cards.named(name)
      guard !found.isEmpty else {
        CommandOutput.line(CardText.unknown(name, near: cards.near(name), language))
        throw ExitCode(1)
      }
      CommandOutput.line(
        found.map { CardText.card($0, language) }.joined(separator: "\n\n"))
    }
  }

  private func list(
    _ course: Course, _ source: APICardSource, _ language: Language
  ) async throws {
    let asked = try await source.askedCards(for: course.pack)
    CommandOutput.line(CardText.listHead[language])
    CommandOutput.line(CardText.list(asked))
    CommandOutput.line(CardText.listFoot[language])
  }
}

extension Course {
  /// Where TensorKit's cards come from.
  func cards() async throws -> APICardSource {
    APICardSource(
      toolchain: try await installation.toolchain(environment: environment),
      cacheFolder: Installation.cacheFolder(environment: environment))
  }
}
