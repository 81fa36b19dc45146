import ArgumentParser
import Foundation
import Judge
import LessonPacks
import Reports

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Run the checks on your file and print the verdicts.")

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, junit }

  @OptionGroup var course: CourseOptions

  @Option(help: "Judge this file instead of the one in your folder; progress is left alone.")
  var file: String?
  @Option(help: "Only the checks of this block.")
  var block: String?
  @Option(help: ArgumentHelp("Only this check; may be given more than once.", valueName: "id"))
  var only: [String] = []
  @Option(help: "The hidden seed, to replay an attempt.")
  var seed: UInt64?
  @Option(help: "text, json or junit.")
  var format: Format = .text
  @Flag(help: "Run again whenever the file is saved, until interrupted.")
  var watch = false

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      let course = try file == nil ? Course.open(self.course) : Course.find(self.course)
      let selection = try course.selection(block: block, only: only)
      let judge = try await course.judge()
      if watch {
        try await watch(course, judge, selection)
      } else {
        let green = try await check(course, judge, selection)
        throw ExitCode(green ? 0 : 1)
      }
    }
  }

  private func source(_ course: Course) -> URL {
    file.map { URL(fileURLWithPath: $0) } ?? course.folder.sourceFile
  }

  /// Runs once, prints, and keeps the progress if the file is the student's own.
  private func check(
    _ course: Course, _ judge: Judge, _ selection: Set<String>?
  ) async throws -> Bool {
    let source = StudentSource.read(source(course))
    let seed = seed ?? UInt64.random(in: .min ... .max)
    var desk = file == nil ? try Desk.open(course) : nil
    let report = try await judge.run(source, seed: seed, only: selection) { _ in }
    try desk?.record(report, source: source.bytes)
    for remark in desk?.remarks ?? [] { CommandOutput.remark(remark) }
    CommandOutput.line(
      render(report, course.pack, desk?.language ?? course.language(nil)))
    return report.isGreen
  }

  private func render(_ report: Report, _ pack: Pack, _ language: Language) -> String {
    switch format {
    case .text:
      TextReport.render(report, pack: pack, language: language, color: OutputStyle.standardOutput)
    case .json: JSONReport.render(report, pack: pack, language: language)
    case .junit: JUnitReport.render(report, pack: pack, language: language)
    }
  }

  private func watch(_ course: Course, _ judge: Judge, _ selection: Set<String>?) async throws {
    let watcher = SourceWatcher(file: source(course))
    while true {
      _ = try await check(course, judge, selection)
      while !watcher.waitForChange(seconds: 3600) {}
    }
  }
}
