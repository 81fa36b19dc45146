import ArgumentParser
import LessonPacks

struct Theory: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read what else is worth reading about a lesson: its theory pages.")

  @OptionGroup var course: CourseOptions
  @Option(help: "The page, by its number or name (default: the only one, or a list of them).")
  var page: String?

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      let course = try Course.find(course)
      let text = PlainText(course.language(try? course.folder.readProgress().progress))
      let command = ["byhand theory", self.course.pack, "--page"].compactMap(\.self)
      CommandOutput.line(
        try text.theory(
          of: course.pack, page: page, command: command.joined(separator: " ")))
    }
  }
}

extension PlainText {
  /// A page, or what pages there are; `command` is what is put before the page that is wanted.
  ///
  /// Throws a `CourseError` that names the pages there are, for one that is not among them.
  func theory(of pack: Pack, page: String?, command: String) throws(CourseError) -> String {
    if pack.theory.isEmpty { return noTheory }
    if let page {
      guard let found = pack.theoryPage(page) else {
        throw .unknownPage(page, known: pack.theory.map(\.name))
      }
      return found.text[language]
    }
    if pack.theory.count == 1 { return pack.theory[0].text[language] }
    let rows = pack.theory.enumerated().map { index, page in
      "  \(index + 1)  \(page.title[language]) (\(page.name))"
    }
    return ([theoryHead] + rows + [theoryNext("\(command) 1")]).joined(separator: "\n")
  }
}
