import ArgumentParser
import Foundation
import Grading
import GradingFormats

struct GradeMergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Merge shard results into one folder.")

  @Argument(help: "The folders that `byhand grade --shard` wrote, one per shard.")
  var folders: [String]
  @Option(help: ArgumentHelp("The folder to write the merged grades to.", valueName: "dir"))
  var output: String
  @Option(help: ArgumentHelp("Exit with 1 if a submission scores below n %.", valueName: "n"))
  var failUnder: Double?

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      let book = try GradeBook(URL(fileURLWithPath: output, isDirectory: true))
      defer { book.close() }
      book.platform = PlatformContext(environment: ProcessInfo.processInfo.environment)
      var summary = GradingSummary(total: 0, failUnder: failUnder)
      let run = try GradeMerge.merge(
        folders.map { URL(fileURLWithPath: $0, isDirectory: true) }, into: book
      ) { summary.take(.kept($0)) }
      for (name, reason) in run.ungraded { summary.take(.ungraded(name, reason: reason)) }
      let files = ClassFiles(grades: book.grades(of: run), results: book.folder)
      try book.put(files.all)
      CommandOutput.line(summary.text(folder: output, run: run))
      if let files = book.reconciliation { CommandOutput.line(GradingSummary.text(of: files)) }
      guard run.ungraded.isEmpty else { throw ExitCode(3) }
      throw ExitCode(summary.isGoodEnough ? 0 : 1)
    }
  }
}
