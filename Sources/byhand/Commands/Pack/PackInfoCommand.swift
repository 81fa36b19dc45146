import ArgumentParser
import Foundation
import Judge
import LessonPacks
import PackShelf

struct PackInfoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Show what a pack holds, which of its code runs, and its content hash.")

  @Argument(help: "The lesson: its name, the beginning of it such as 00, or a path such as ./00.")
  var pack: String?

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      let environment = ProcessInfo.processInfo.environment
      let roots = try Installation.find().lessonRoots(environment: environment)
      let pack = try PackLoader.load(PackFinder.find(self.pack, in: roots))
      CommandOutput.line(
        PackCard.text(
          pack, hash: try PackDigest.of(pack),
          language: CourseOptions.language(of: environment) ?? .en, place: pack.folder.path,
          installed: PackFinder.list(in: roots).map(\.lastPathComponent)))
    }
  }
}
