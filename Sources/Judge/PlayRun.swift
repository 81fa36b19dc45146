import Foundation
import LessonPacks
import Reports

/// A student's playground: code outside of functions, compiled as the main file of the module that
/// their own file is, and run where the checks' scenarios run.
struct PlayRun: Sendable {
  var build: Build
  /// A private folder.
  var folder: URL

  /// The playground's name, in messages too.
  static let fileName = "Play.swift"
  /// Its scenario's.
  private static let scenario = "play"

  private var pack: Pack { build.pack }

  /// Says what comes of it. Throws as `Judge.run` does.
  func run(
    _ student: StudentSource, _ play: StudentSource,
    _ onEvent: @escaping @Sendable (PlayEvent) -> Void
  ) async throws(JudgeError) {
    guard let studentBytes = student.bytes else {
      return onEvent(.unreadable(file: pack.work.name, student.unreadable ?? .missing))
    }
    guard let playBytes = play.bytes else {
      return onEvent(.unreadable(file: Self.fileName, play.unreadable ?? .missing))
    }
    onEvent(.compiling)
    let errors = try await build.playground(student: studentBytes, play: playBytes)
    guard errors.isEmpty else { return onEvent(.failed(errors)) }
    try await runScenario(onEvent)
  }

  private func runScenario(
    _ onEvent: @escaping @Sendable (PlayEvent) -> Void
  ) async throws(JudgeError) {
    let limit = pack.checks.map(\.secondsLimit).max() ?? Check.defaultSeconds
    var runner = ScenarioRunner(
      toolchain: build.toolchain, library: build.library.path, studentFile: pack.studentFile,
      folder: folder, isStudents: true, dataFolder: pack.dataFolder, secondsLimit: { _ in limit })
    runner.otherFile = Self.fileName
    let place = Latest<CrashPlace>()
    runner.onCrash = { place.value = $0 }
    // The same numbers in each run, so that two runs differ by what was changed.
    try await runner.run([[Self.scenario]], seed: 0) { outcome in
      if !outcome.output.isEmpty { onEvent(.output(outcome.output)) }
      onEvent(.ended(Self.ending(outcome, place.value)))
    }
  }

  private static func ending(_ outcome: ScenarioOutcome, _ place: CrashPlace?) -> PlayEnding {
    switch outcome.breakage {
    case nil: .finished(milliseconds: outcome.milliseconds)
    case .exited(let status): .exited(status: status)
    case .some(let breakage): .broken(breakage, file: place?.file ?? file(of: breakage))
    }
  }

  /// An error that nothing caught has left the code that threw it: it is the playground's.
  private static func file(of breakage: Breakage) -> String? {
    guard case .crashed(_, let message, _) = breakage, message.hasPrefix(PlayEnding.uncaught)
    else { return nil }
    return fileName
  }

  /// What makes a scenario of the playground's `main`.
  static let registry = """
    import ProbeKit

    @_silgen_name("\(entryPoint)")
    private func byhandPlay(_ count: Int32, _ arguments: Int) -> Int32

    @_cdecl("\(ProbeSources.entryPoint)")
    public func \(ProbeSources.entryPoint)(_ pointer: UnsafeMutableRawPointer) {
      ProbeKit.ProbeProgram.withProbes(pointer) { probe in
        probe("\(scenario)") { _ in _ = byhandPlay(0, 0) }
      }
    }

    """

  /// The name that the playground's `main` gets: byhand-probe has one of its own.
  static let entryPoint = "byhand_play_main"
}

/// The last value that was handed over, from whichever task.
private final class Latest<Value: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var stored: Value?

  var value: Value? {
    get { lock.withLock { stored } }
    set { lock.withLock { stored = newValue } }
  }
}
