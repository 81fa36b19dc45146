import ArgumentParser
import Foundation
import PackShelf

struct PackNewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a small pack that passes its audit, to be changed piece by piece.")

  @Argument(help: "The pack's name, for example 02-attention; lessons are listed by name.")
  var name: String
  @Option(
    help: ArgumentHelp(
      "Where lessons/NAME and solutions/NAME are put (default: byhand's own package).",
      valueName: "dir"))
  var into: String?

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      let root =
        try into.map { URL(fileURLWithPath: $0, isDirectory: true) } ?? Installation.find().package
      let place = try PackScaffold.write(name, into: root)
      CommandOutput.line(
        """
        \(place.lesson.path)
        \(place.solution.path)
        Check it: byhand pack audit \(place.lesson.path)
        Try it:   byhand start \(place.lesson.path)
        Then change one thing at a time; lessons/README.md says what each file is for.
        """)
    }
  }
}
