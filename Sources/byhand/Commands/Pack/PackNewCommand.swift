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
      putSchema(beside: place.lesson)
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

  /// What editors complete the manifest with; one that is there already stays.
  private func putSchema(beside lesson: URL) {
    let name = "pack.schema.json"
    let goal = lesson.deletingLastPathComponent().appendingPathComponent(name)
    guard !FileManager.default.fileExists(atPath: goal.path),
      let ours = try? Installation.find().lessons.appendingPathComponent(name)
    else { return }
    do {
      try FileManager.default.copyItem(at: ours, to: goal)
    } catch {
      CommandOutput.remark(
        "\(goal.path) could not be written, so an editor does not know the manifest's keys: "
          + "\(error.localizedDescription)")
    }
  }
}
