import ArgumentParser

struct GradeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade",
    abstract: "For instructors: grade what students handed in.",
    subcommands: [GradeRunCommand.self, GradeMergeCommand.self],
    defaultSubcommand: GradeRunCommand.self)
}
