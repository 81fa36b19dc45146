import ArgumentParser

struct PackCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: "For instructors: write, check, add and export lesson packs.",
    subcommands: [
      PackListCommand.self, PackInfoCommand.self, PackNewCommand.self, PackAuditCommand.self,
      PackMutateCommand.self,
      PackAddCommand.self, PackRemoveCommand.self, PackExportCommand.self,
    ])
}
