import ArgumentParser

struct PackCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: "For instructors: prove lesson packs.",
    subcommands: [PackAuditCommand.self])
}
