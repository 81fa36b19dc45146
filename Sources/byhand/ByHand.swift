import ArgumentParser

@main
struct ByHand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "byhand",
    abstract: "Understand machine-learning layers by writing them, with a tutor that checks them.",
    discussion: """
      Without a command it opens your course. Exit status: 0 all green, 1 not green, 2 and up byhand \
      itself failed.
      """,
    version: "0.1.0",
    subcommands: [
      Start.self, CheckCommand.self, Hint.self, Solution.self, NotesCommand.self, Theory.self,
      Status.self, Reset.self, Doctor.self, Train.self, APICommand.self, PlayCommand.self,
      Screenshot.self, PackCommand.self,
      GradeCommand.self,
    ],
    defaultSubcommand: Start.self)
}
