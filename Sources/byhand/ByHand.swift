import ArgumentParser

@main
struct ByHand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "byhand",
    abstract: "Understand machine-learning layers by writing them, with a tutor that checks them.",
    discussion: """
      Without a command it opens your course. Exit status: 0 all green, 1 not green, 2 and up byhand \
      itself failed (74: what it prints could not be written).
      """,
    version: "0.1.0",
    subcommands: [
      StartCommand.self, CheckCommand.self, HintCommand.self, SolutionCommand.self,
      NotesCommand.self, TheoryCommand.self,
      StatusCommand.self, ExportCommand.self, ResetCommand.self, DoctorCommand.self,
      TrainCommand.self, AskCommand.self,
      APICommand.self,
      PlayCommand.self,
      ScreenshotCommand.self, PackCommand.self,
      GradeCommand.self,
    ],
    defaultSubcommand: StartCommand.self)

  static func main() async {
    StandardStreams.makeReady()
    DescriptorLimit.raise()
    do {
      try PathBytes.check()
      var command = try await asyncParseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let error as any Spoken {
      CommandOutput.trouble(error, language: nil)
      exit(withError: ExitCode(2))
    } catch {
      // Help that nobody could read is a failure, and the parser's own printing would not tell.
      guard exitCode(for: error).isSuccess else { exit(withError: error) }
      let help = fullMessage(for: error)
      if !help.isEmpty { CommandOutput.line(help) }
      exit(withError: ExitCode.success)
    }
  }
}
