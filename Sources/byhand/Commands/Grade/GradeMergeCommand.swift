import ArgumentParser
import Foundation
import Grading
import GradingFormats
import LessonPacks

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
      try putClassFiles(book, run)
      CommandOutput.line(summary.text(folder: output, run: run))
      if let files = book.reconciliation { CommandOutput.line(GradingSummary.text(of: files)) }
      guard run.ungraded.isEmpty else { throw ExitCode(3) }
      throw ExitCode(summary.isGoodEnough ? 0 : 1)
    }
  }

  /// The pages about the class say what the lesson says: they need the pack in the version that graded.
  private func putClassFiles(_ book: GradeBook, _ run: GradingRun) throws {
    let roots = try Installation.find().lessonRoots(
      environment: ProcessInfo.processInfo.environment)
    guard let folder = try? PackFinder.find(run.pack, in: roots),
      let pack = PackLoader.read(folder).pack, (try? PackDigest.of(pack)) == run.packHash
    else {
      CommandOutput.remark(
        "report.html and mistakes.csv are not written: \(run.pack) is not installed in the version "
          + "that graded. Install it and merge again.")
      return
    }
    try book.put(ClassFiles.all(book.grades(of: run), pack: pack))
  }
}
