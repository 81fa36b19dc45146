import ArgumentParser
import Foundation
import Judge
import LessonPacks
import Observations
import Reports

struct Train: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Watch your finished file at work: the lesson's finale, line by line.")

  @OptionGroup var course: CourseOptions
  @Option(help: "Use this file instead of the one in your folder.")
  var file: String?
  @Option(help: "The seed, to see the same again.")
  var seed: UInt64?

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      let course = try file == nil ? Course.open(self.course) : Course.find(self.course)
      let language = course.language(try? course.folder.readProgress().progress)
      let source = file.map { URL(fileURLWithPath: $0) } ?? course.folder.sourceFile
      if let finale = course.pack.finale { CommandOutput.line(finale.text[language]) }
      let log = FinaleLog(pack: course.pack, language: language)
      try await course.judge().showFinale(
        .read(source), seed: seed ?? UInt64.random(in: .min ... .max)
      ) { event in
        for line in log.take(event) { CommandOutput.line(line) }
      }
      throw ExitCode(log.hasFinished ? 0 : 1)
    }
  }
}

/// A finale as lines: every tenth of the way, and each text as it comes.
final class FinaleLog: @unchecked Sendable {
  private let lock = NSLock()
  private var show: FinaleShow
  private var nextStep = 0
  private let wording: Wording

  init(pack: Pack, language: Language) {
    show = FinaleShow(start: ProcessInfo.processInfo.systemUptime)
    wording = Wording(language, pack: pack)
  }

  var hasFinished: Bool { lock.withLock { show.ending == .finished } }

  func take(_ event: FinaleEvent) -> [String] {
    lock.withLock {
      show.take(event, at: ProcessInfo.processInfo.systemUptime)
      switch event {
      case .compiling, .begun: return []
      case .ended(let ending): return [wording.sentence(for: ending)]
      case .observed(let observation):
        guard observation.name == "loss" else { return [wording.line(for: observation)] }
        let step = show.losses.count
        guard step >= nextStep else { return [] }
        nextStep += max(1, (show.steps ?? 100) / 10)
        return [wording.progress(of: show)]
      }
    }
  }
}
