import ArgumentParser
import Foundation
import Judge
import LessonPacks
import PackAudit
import PackShelf

struct PackAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add a pack from a folder, a .zip, a .tar.gz or a git address.",
    discussion: """
      The pack is read and checked first. You see what it holds and which of its code will run, and \
      nothing is added before you agree. Packs are kept in $XDG_DATA_HOME/byhand/packs, or in \
      ~/.local/share/byhand/packs.
      """)

  @Argument(help: "Where the pack comes from.")
  var source: String
  @Option(help: ArgumentHelp("The pack to add, where the source holds several.", valueName: "name"))
  var pack: String?
  @Flag(help: "Add it without asking.")
  var yes = false
  @Flag(help: "Replace a pack of the same name.")
  var replace = false

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      let environment = ProcessInfo.processInfo.environment
      let installation = try Installation.find()
      let shelf = PackShelf(environment: environment)
      let candidate = try await shelf.inspect(try PackSource(source), pack: pack) {
        try await GitClone.run(
          $0, into: $1,
          sandbox: try await installation.toolchain(environment: environment).sandbox,
          environment: environment)
      }
      let id = candidate.pack.id
      if let error = PackError(folder: id, problems: ProbeLint.problems(in: candidate.pack)) {
        candidate.discard()
        throw ShelfError.faulty(error)
      }
      let shipped = PackFinder.list(in: [installation.lessons]).map(\.lastPathComponent)
      let language = CourseOptions.language(of: environment) ?? .en
      if shelf.installed.contains(id), !shipped.contains(id) {
        try showDifference(to: candidate.pack, shelf, language)
      }
      if shipped.contains(id) || (shelf.installed.contains(id) && !replace) {
        candidate.discard()
        throw ShelfError.exists(
          id, place: shipped.contains(id) ? installation.package.path : shelf.root.path)
      }
      CommandOutput.line(
        PackCard.text(
          candidate.pack, hash: candidate.hash,
          language: language,
          installed: shipped + shelf.installed))
      guard yes || Confirmation.ask("Add \(id)?") else {
        candidate.discard()
        CommandOutput.remark("nothing was added. --yes adds without asking.")
        throw ExitCode(1)
      }
      let place = try shelf.add(candidate, replacing: replace)
      CommandOutput.line("Added: \(place.lesson.path)\nCheck it: byhand pack audit \(id)")
    }
  }

  /// What the pack on the shelf lacks of the new one. What students wrote lies elsewhere, and stays.
  private func showDifference(
    to new: Pack, _ shelf: PackShelf, _ language: Language
  ) throws {
    let folder = shelf.lessons.appendingPathComponent(new.id, isDirectory: true)
    guard let old = PackLoader.read(folder).pack else {
      CommandOutput.line("\(new.id) is there, and cannot be read.")
      return
    }
    let lines = PackDifference.lines(from: old, to: new, language)
    guard !lines.isEmpty else {
      CommandOutput.line("\(new.id) is there already, and holds the same.")
      return
    }
    CommandOutput.line("\(new.id) is there already. The new one differs:")
    for line in lines { CommandOutput.line("  \(line)") }
    CommandOutput.line(
      replace
        ? "What you wrote stays; its checks run again when you open the lesson."
        : "With --replace it takes the old one's place; what you wrote stays, and its checks run again."
    )
  }
}
