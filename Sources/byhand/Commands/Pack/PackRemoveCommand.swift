import ArgumentParser
import Foundation
import PackShelf

struct PackRemoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Remove a pack that was added. Students' folders are left alone.")

  @Argument(help: "The pack's full name.")
  var pack: String
  @Flag(help: "Remove it without asking.")
  var yes = false

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      let shelf = PackShelf(environment: ProcessInfo.processInfo.environment)
      guard shelf.installed.contains(pack) else {
        throw ShelfError.notInstalled(pack, installed: shelf.installed)
      }
      guard yes || Confirmation.ask("Remove \(pack) from \(shelf.root.path)?") else {
        CommandOutput.remark("nothing was removed. --yes removes without asking.")
        throw ExitCode(1)
      }
      try shelf.remove(pack)
      CommandOutput.line("Removed: \(pack)")
    }
  }
}
