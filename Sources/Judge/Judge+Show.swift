import Foundation
import LessonPacks
import Observations
import Reports

extension Judge {
  /// Runs the pack's finale with the student's file, or another of its shows, and says what it records
  /// as it does.
  ///
  /// Every way for it to end is an event; the last is `ended`. Throws as `run` does.
  public func showFinale(
    _ source: StudentSource, _ other: Show? = nil, seed: UInt64, onEvent: (FinaleEvent) -> Void
  ) async throws(JudgeError) {
    guard
      let show = other ?? pack.finale.map({ Show(scenario: $0.id, timeout: $0.timeout) })
    else { return onEvent(.ended(.noFinale)) }
    guard let text = source.text(of: pack.work) else {
      return onEvent(.ended(.notBuilt(.unreadable(source.unreadable ?? .missing))))
    }
    onEvent(.compiling)
    try await inPrivateFolder { folder throws(JudgeError) in
      let product = try await build(text, folder)
      guard let library = product.library, case .built = product.outcome else {
        return onEvent(.ended(.notBuilt(product.outcome)))
      }
      onEvent(.begun)
      var runner = runner(
        library: library, folder: folder,
        TimeoutBudget(each: show.timeout))
      runner.streamsObservations = true
      runner.show = show
      try await runner.run([[show.scenario]], seed: seed) { event in
        switch event {
        case .began: break
        case .observed(let observation): onEvent(.observed(observation))
        case .finished(let outcome):
          onEvent(.ended(outcome.breakage.map(FinaleEnding.broken) ?? .finished))
        }
      }
    }
  }

  /// The scenarios that the probes declare when they are built with the reference solution.
  ///
  /// Throws as `run` does.
  public func declaredScenarios() async throws(JudgeError) -> Set<String> {
    try await inPrivateFolder { folder throws(JudgeError) in
      let library = try await reference.library(folder: folder)
      let runner = ScenarioRunner(
        host: toolchain.probeHost, library: library, studentFiles: Set(pack.work.files),
        folder: folder, isStudents: false, dataFolder: pack.dataFolder,
        timeouts: TimeoutBudget(each: .seconds(30)))
      // A program that was ended before it said anything has said nothing of the pack.
      for _ in 1...2 {
        if let declared = try await runner.loadedOnly().declared { return declared }
      }
      throw .cannotRun(
        program: toolchain.probe, reason: "it ended before it said which scenarios there are")
    }
  }

  /// Compiles a student's playground together with their file, runs it contained as a check is, and
  /// says what it printed. Nothing is judged.
  ///
  /// Every way for it to end is an event, the last one. Throws as `run` does.
  public func play(
    _ student: StudentSource, play: StudentSource, onEvent: (PlayEvent) -> Void
  ) async throws(JudgeError) {
    try await inPrivateFolder { folder throws(JudgeError) in
      let build = try build(in: folder)
      try await PlayRun(build: build, folder: folder).run(student, play, onEvent)
    }
  }
}
