import ArgumentParser
import Foundation
import LessonPacks
import StudentPages
import Workspace

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a page that shows your work in a lesson: one HTML file, whole in itself.",
    discussion: """
      It shows your notes, your predictions, the checks that took longest with their heatmaps, the \
      finale and your code. What it does not show yet, and why, is printed. The page holds no script and \
      loads nothing.
      """)

  @OptionGroup var course: CourseOptions
  @Option(
    help: ArgumentHelp(
      """
      Where to write it (default: beside the lesson's folder, under its name). A page that is there \
      already is replaced; any other file is left alone.
      """, valueName: "file.html"))
  var output: String?

  func validate() throws {
    if output?.isEmpty ?? false {
      throw ValidationError("--output is empty: name the file that the page is written to")
    }
  }

  func run() async throws {
    try await CommandOutput.reportingTrouble(course) {
      let course = try Course.find(course)
      try course.checkWorkspace()
      let folder = course.folder
      guard FileManager.default.fileExists(atPath: folder.root.path) else {
        throw ExportTrouble.noWork(folder: folder.root.path, pack: course.pack.id)
      }
      let page = try StudentPage(of: course)
      let file = output.map { URL(fileURLWithPath: $0) } ?? folder.pageFile
      let html = page.html
      do throws(PageTrouble) {
        try PageFile.write(html, to: file)
      } catch {
        throw ExportTrouble.page(error)
      }
      let written = Phrase.pageWritten(file.path, bytes: html.utf8.count)
      CommandOutput.line(written[page.language])
      for sentence in page.leftOut { CommandOutput.paragraph("  \(sentence)") }
    }
  }
}
