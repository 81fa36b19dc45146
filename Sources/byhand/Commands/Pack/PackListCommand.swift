import ArgumentParser
import Foundation
import Judge
import LessonPacks
import PackShelf

struct PackListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the packs that ship with byhand and those that were added."
  )

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      let environment = ProcessInfo.processInfo.environment
      PackShelf(environment: environment).sweep()
      let roots = try Installation.find().lessonRoots(environment: environment)
      let language = CourseOptions.language(of: environment) ?? .en
      for folder in PackFinder.list(in: roots) {
        let origin =
          folder.deletingLastPathComponent().path == roots[0].path ? "shipped" : "added  "
        do {
          let pack = try PackLoader.load(folder)
          CommandOutput.line(
            "\(origin)  \(try PackDigest.of(pack).prefix(12))  \(pack.id)  "
              + "\(pack.title[language]), \(pack.checks.count) checks, "
              + pack.languages.map(\.rawValue).joined(separator: " "))
        } catch {
          CommandOutput.line("\(origin)  faulty        \(folder.lastPathComponent)  \(error)")
        }
      }
    }
  }
}
