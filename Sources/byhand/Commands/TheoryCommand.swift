import ArgumentParser
import Foundation
import LessonPacks
import Progress
import Tutor

struct TheoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "theory", abstract: "Read a lesson's theory pages; none is needed to finish it.")

  @OptionGroup var course: CourseOptions
  @Option(help: "The page, by its number or name (default: the only one, or a list of them).")
  var page: String?

  func run() async throws {
    try await CommandOutput.reportingTrouble(course) {
      let course = try Course.find(course)
      let language = course.language(course.folder.peekAtProgress()?.progress)
      if let page, course.pack.theoryPage(page) == nil, !course.pack.theory.isEmpty {
        throw CourseError.unknownPage(page, known: course.pack.theory.map(\.name))
      }
      if page == nil, course.pack.theory.count > 1 {
        return CommandOutput.line(list(course.pack, language))
      }
      let session = try await Session.reading(course)
      try await session.perform([.action(.theory(page))])
    }
  }

  private func list(_ pack: Pack, _ language: Language) -> String {
    let rows = pack.theory.enumerated().map { index, page in
      "  \(index + 1)  \(page.title[language]) (\(page.name))"
    }
    let command = ["byhand theory", course.pack, "--page 1"].compactMap(\.self)
    return
      ([Phrase.theoryPages[language]] + rows
      + [Phrase.forExample(command.joined(separator: " "))[language]]).joined(separator: "\n")
  }
}
