import Foundation
import LessonPacks
import Reports

/// A student's playground: code outside of functions, compiled as the main file of the module that
/// their own file is, and run where the checks' scenarios run.
struct PlayRun: Sendable {
  var build: Build
  /// A private folder.
  var folder: URL

  private var pack: Pack { build.pack }

  /// Says what comes of it. Throws as `Judge.run` does.
  func run(
    _ student: StudentSource, _ play: StudentSource,
    _ onEvent: (PlayEvent) -> Void
  ) async throws(JudgeError) {
    guard let studentText = student.text(of: pack.work) else {
      return onEvent(.unreadable(file: pack.work.name, student.unreadable ?? .missing))
    }
    guard let playBytes = play.bytes else {
      return onEvent(.unreadable(file: PlaySources.fileName, play.unreadable ?? .missing))
    }
    onEvent(.compiling)
    let errors = try await build.playground(student: studentText, play: playBytes)
    guard errors.isEmpty else { return onEvent(.failed(errors)) }
    try await runScenario(onEvent)
  }

  private func runScenario(
    _ onEvent: (PlayEvent) -> Void
  ) async throws(JudgeError) {
    let limit = pack.checks.map(\.timeout).max() ?? Check.defaultTimeout
    var runner = ScenarioRunner(
      host: build.toolchain.probeHost, library: build.library.path,
      studentFiles: Set(pack.work.files), folder: folder, isStudents: true,
      dataFolder: pack.dataFolder, timeouts: TimeoutBudget(each: limit))
    runner.otherFile = PlaySources.fileName
    // The same numbers in each run, so that two runs differ by what was changed.
    for outcome in try await runner.outcomes([PlaySources.scenario], seed: 0) {
      if !outcome.output.isEmpty { onEvent(.output(outcome.output)) }
      onEvent(.ended(Self.ending(outcome)))
    }
  }

  private static func ending(_ outcome: ScenarioOutcome) -> PlayEnding {
    switch outcome.breakage {
    case nil: .finished(milliseconds: outcome.milliseconds)
    case .exited(let status): .exited(status: status)
    case .some(let breakage): .broken(breakage, file: outcome.crashFile ?? file(of: breakage))
    }
  }

  /// An error that nothing caught has left the code that threw it: it is the playground's.
  private static func file(of breakage: Breakage) -> String? {
    guard case .crashed(_, let message, _, _) = breakage, message.hasPrefix(PlayEnding.uncaught)
    else { return nil }
    return PlaySources.fileName
  }
}
