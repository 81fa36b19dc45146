import ArgumentParser
import Foundation
import Grading

struct GradeMergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Make one folder of grades of the folders that a class's shards were graded into.")

  @Argument(help: "The folders that `byhand grade --shard` has written.")
  var folders: [String]
  @Option(help: ArgumentHelp("The folder for all grades.", valueName: "dir"))
  var output: String
  @Option(help: ArgumentHelp("Exit with 1 if a submission has fewer per cent.", valueName: "n"))
  var failUnder: Double?

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      let book = try GradeBook(URL(fileURLWithPath: output, isDirectory: true))
      defer { book.close() }
      var summary = GradingSummary(total: 0, failUnder: failUnder)
      let run = try GradeMerge.merge(
        folders.map { URL(fileURLWithPath: $0, isDirectory: true) }, into: book
      ) { summary.take(.kept($0)) }
      for (name, reason) in run.ungraded { summary.take(.ungraded(name, reason: reason)) }
      CommandOutput.line(summary.text(folder: output, run: run))
      guard run.ungraded.isEmpty else { throw ExitCode(3) }
      throw ExitCode(summary.isGoodEnough ? 0 : 1)
    }
  }
}
