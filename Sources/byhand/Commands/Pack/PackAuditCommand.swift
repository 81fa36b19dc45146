import ArgumentParser
import Foundation
import Judge
import LessonPacks
import PackAudit
import Reports
import SafeFiles

struct PackAuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Check that a pack's files behave as declared.",
    discussion: """
      The starter passes only the checks that it is declared to pass; the reference and the \
      alternatives pass all; every wrong solution is caught by the checks that it names, and every \
      check is named by one. The finale is run with the reference. Exit status: 0 all of this holds, 1 something does not, 2 and up byhand \
      itself failed.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: "Lessons by name, by its beginning such as 00, or by folder (default: all).")
  var packs: [String] = []
  @Option(
    help: ArgumentHelp(
      "A seed to run the checks with (default: 1, 2 and 3); may be repeated.", valueName: "n"))
  var seed: [UInt64] = []
  @Option(
    help: ArgumentHelp("Files that are checked at a time (default: one per core).", valueName: "n"))
  var jobs: Int?
  @Option(
    help: ArgumentHelp(
      "How long the finale is watched with the reference, at most.", valueName: "seconds"))
  var finaleSeconds = FinaleAudit.watched
  @Option(help: "text or json.")
  var format: Format = .text

  @Flag(
    help:
      "Write diagnoses.json: what each wrong solution does, so that a student's mistake is named.")
  var writeDiagnoses = false

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs \(jobs): at least one is needed") }
    if !(finaleSeconds > 0) {
      throw ValidationError("--finale-seconds \(finaleSeconds): more than 0 is needed")
    }
  }

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      let installation = try Installation.find()
      let environment = ProcessInfo.processInfo.environment
      let toolchain = try await installation.toolchain(environment: environment)
      var isGreen = true
      for folder in try folders(installation.lessonRoots(environment: environment)) {
        let reading = PackLoader.read(folder)
        guard let pack = reading.pack else {
          // The next pack is audited all the same.
          if let error = PackError(folder: folder.path, problems: reading.problems) {
            CommandOutput.remark("\(error)")
          }
          isGreen = false
          continue
        }
        let judge = installation.judge(
          for: pack, .pack, toolchain, environment: environment)
        let auditor = PackAuditor(
          pack: pack, problems: reading.problems, judge: judge,
          seeds: seed.isEmpty ? [1, 2, 3] : seed,
          jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount, finaleSeconds: finaleSeconds)
        var report = try await auditor.audit(onProgress: showProgress)
        if writeDiagnoses { try write(&report, into: folder) }
        CommandOutput.line(format == .json ? AuditJSON.render(report) : AuditText.render(report))
        isGreen = isGreen && report.isGreen
      }
      throw ExitCode(isGreen ? 0 : 1)
    }
  }

  /// Writes the table of what the wrong solutions do, unless one of them would be missing from it.
  private func write(_ report: inout AuditReport, into folder: URL) throws {
    guard report.unread.isEmpty else {
      return CommandOutput.remark(
        "\(DiagnosisTable.file) was not written: mend the headers of these files first: "
          + report.unread.joined(separator: ", "))
    }
    guard let table = report.diagnoses else { return }
    try AtomicFile.write(
      table.encoded(), to: folder.appendingPathComponent(DiagnosisTable.file), durable: false,
      mode: 0o666)
    report.problems.removeAll { $0.file == DiagnosisTable.file }
    report.naming = DiagnosisScore(table, over: report)
  }

  private func folders(_ roots: [URL]) throws -> [URL] {
    if packs.isEmpty { return PackFinder.list(in: roots) }
    return try packs.map { try PackFinder.find($0, in: roots) }
  }

  /// On a terminal only, on one line that is written over.
  private var showProgress: @Sendable (Int, Int) -> Void {
    guard OutputStyle.standardErrorIsTerminal else { return { _, _ in } }
    return { done, all in
      CommandOutput.status(done == all ? "" : "\(done) of \(all) files checked")
    }
  }
}
