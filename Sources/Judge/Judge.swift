import Foundation
import LessonPacks
import Observations
import Reports
import SafeFiles

/// Judges a student's file: compiles it with the pack's probes, runs student and reference on the
/// same hidden seed in separate processes, and compares what they recorded in this one.
public struct Judge: Sendable {
  private let pack: Pack
  private let toolchain: Toolchain
  private let cacheFolder: URL
  private let temporaryFolder: URL
  private let diagnoses: DiagnosisTable?
  private let patience: Patience?
  private let pace: ReferencePace?
  private let lanes: Int

  /// `diagnoses` name the mistake in a run of all checks. `cacheFolder` keeps compiled references; it
  /// is created when needed. Each run has a private folder of its own in `temporaryFolder`, gone when
  /// the run ends. The scenarios run in `lanes` processes side by side: one where several files are
  /// judged at once, and as many as there are cores for one file that somebody waits for. Without a
  /// `pace` a check has the pack's own time. Precondition: not `patience` and `pace` both.
  public init(
    pack: Pack, toolchain: Toolchain, cacheFolder: URL,
    temporaryFolder: URL = FileManager.default.temporaryDirectory,
    diagnoses: DiagnosisTable? = nil, patience: Patience? = nil, pace: ReferencePace? = nil,
    lanes: Int = 1
  ) {
    precondition(patience == nil || pace == nil, "a grade does not depend on the reference's time")
    precondition(lanes > 0, "\(lanes) lanes")
    self.lanes = lanes
    self.diagnoses = diagnoses
    self.pack = pack
    self.toolchain = toolchain.reaching([temporaryFolder, pack.dataFolder])
    self.cacheFolder = cacheFolder
    self.temporaryFolder = temporaryFolder
    self.patience = patience
    self.pace = pace
  }

  /// What stands between this judge's programs and the machine.
  public var level: SandboxLevel { toolchain.level }

  /// Runs the checks, all or those in `only`, and says what it finds as it finds it.
  ///
  /// A student's failure is in the report. Throws `JudgeError` for the judge's own trouble;
  /// cancelling the task kills what it started and throws `cancelled`.
  public func run(
    _ source: StudentSource, seed: UInt64, only: Set<String>? = nil,
    onEvent: @escaping @Sendable (JudgeEvent) -> Void
  ) async throws(JudgeError) -> Report {
    let part = Rehearsal.Part(seed: seed)
    return try await run(source, part, only: only, onEvent: onEvent)
  }

  /// Runs the checks on a seed that was rehearsed, as far as it was.
  ///
  /// Throws as the other does.
  public func run(
    _ source: StudentSource, _ part: Rehearsal.Part, only: Set<String>? = nil,
    onEvent: @escaping @Sendable (JudgeEvent) -> Void
  ) async throws(JudgeError) -> Report {
    let seed = part.seed
    let attempt = Attempt(pack, source, only: only, seed: seed, toolchain)
    let headStart = part.headStart.flatMap { $0.take() ? $0 : nil }
    onEvent(.compiling(sourceHash: source.hash))
    var report = try await inPrivateFolder(headStart) { folder throws(JudgeError) in
      guard let bytes = source.bytes else { return attempt.unreadable(onEvent) }
      // The reference needs nothing of the student: it runs while the compiler works.
      async let reference = expected(attempt.scenarios, part, folder: folder)
      let product = try await build(bytes, folder, headStart)
      let verdicts = attempt.settled(by: product, onEvent)
      let known = try await reference.get()
      return try await judge(
        attempt, verdicts, product, against: known, folder: folder, headStart, onEvent)
    }
    compareWithStarter(&report, source)
    report.diagnosis = diagnoses?.diagnosis(of: report, pack: pack)
    onEvent(.completed(report))
    return report
  }

  /// What of the pack's starter still stands in the student's file says what is not begun.
  private func compareWithStarter(_ report: inout Report, _ source: StudentSource) {
    guard let touch = StepTouch(source, in: pack), let bytes = source.bytes else { return }
    report.unbegun = report.unbegun(of: pack, touch: touch, table: diagnoses)
    report.measures = report.begunMeasures(of: pack, touch: touch)
    report.touchedSteps = touch.steps(of: pack)
    report.parts = BlockParts.names(
      in: String(decoding: bytes, as: UTF8.self), blocks: pack.blocks.map(\.id))
  }

  /// What the reference records on some seeds, for judging many files on the same ones.
  public func reference(seeds: [UInt64]) async throws(JudgeError) -> ReferenceValues {
    let scenarios = pack.checks.filter { $0.kind != .strict }.map(\.id)
    return try await inPrivateFolder { folder throws(JudgeError) in
      var values = ReferenceValues()
      values.content = try reference.content()
      for seed in seeds {
        values.bySeed.append(try await reference.run(scenarios, seed: seed, folder: folder))
      }
      return values
    }
  }

  /// Compiles a file once and runs every check on each of the reference's seeds, in their order.
  ///
  /// Throws as `run` does.
  public func run(
    _ source: StudentSource, against reference: ReferenceValues
  ) async throws(JudgeError) -> [Report] {
    try await inPrivateFolder { folder throws(JudgeError) in
      var product: Build.Product?
      var reports: [Report] = []
      for known in reference.bySeed {
        let attempt = Attempt(pack, source, only: nil, seed: known.seed, toolchain)
        guard let bytes = source.bytes else {
          reports.append(attempt.unreadable { _ in })
          continue
        }
        let built: Build.Product
        if let product { built = product } else { built = try await build(bytes, folder) }
        product = built
        let verdicts = attempt.settled(by: built) { _ in }
        reports.append(
          try await judge(attempt, verdicts, built, against: known, folder: folder) { _ in })
      }
      return reports
    }
  }

  /// Runs the pack's finale with the student's file, and says what it records as it does.
  ///
  /// Every way for it to end is an event; the last is `ended`. Throws as `run` does.
  public func showFinale(
    _ source: StudentSource, seed: UInt64, onEvent: @escaping @Sendable (FinaleEvent) -> Void
  ) async throws(JudgeError) {
    guard let finale = pack.finale else { return onEvent(.ended(.noFinale)) }
    guard let bytes = source.bytes else {
      return onEvent(.ended(.notBuilt(.unreadable(source.unreadable ?? .missing))))
    }
    onEvent(.compiling)
    try await inPrivateFolder { folder throws(JudgeError) in
      let product = try await build(bytes, folder)
      guard let library = product.library, case .built = product.outcome else {
        return onEvent(.ended(.notBuilt(product.outcome)))
      }
      onEvent(.begun)
      var runner = runner(library: library, folder: folder) { _ in finale.secondsLimit }
      runner.onObservation = { onEvent(.observed($0)) }
      try await runner.run(
        [[finale.id]], seed: seed,
        onFinish: { onEvent(.ended($0.breakage.map(FinaleEnding.broken) ?? .finished)) })
    }
  }

  /// Compiles a student's playground together with their file, runs it contained as a check is, and
  /// says what it printed. Nothing is judged.
  ///
  /// Every way for it to end is an event, the last one. Throws as `run` does.
  public func play(
    _ student: StudentSource, play: StudentSource, onEvent: @escaping @Sendable (PlayEvent) -> Void
  ) async throws(JudgeError) {
    try await inPrivateFolder { folder throws(JudgeError) in
      let build = try build(in: folder)
      try await PlayRun(build: build, folder: folder).run(student, play, onEvent)
    }
  }

  /// Starts the programs of a run that is to come.
  ///
  /// Throws `JudgeError` where they cannot be had; the run can do without.
  func headStart() async throws(JudgeError) -> HeadStart {
    let headStart = HeadStart(folder: try privateFolder(), toolchain: toolchain)
    do throws(JudgeError) {
      let build = try build(in: headStart.folder)
      headStart.add(compiler: try build.waitingCompiler())
      let runner = runner(library: build.library.path, folder: headStart.folder) { _ in 0 }
      for _ in 0..<lanes { headStart.add(scenarios: try runner.waiting()) }
      return headStart
    } catch {
      await headStart.endUnlessTaken()
      throw error
    }
  }

  private func build(
    _ bytes: Data, _ folder: URL, _ headStart: HeadStart? = nil
  ) async throws(JudgeError) -> Build.Product {
    var build = try build(in: folder)
    build.compiler = headStart?.takeCompiler()
    return try await build.run(bytes)
  }

  private func build(in folder: URL) throws(JudgeError) -> Build {
    Build(
      toolchain: toolchain, pack: pack, folder: try subfolder("build", of: folder),
      cacheFolder: cacheFolder)
  }

  private func runner(
    library: String, folder: URL, secondsLimit: @escaping @Sendable (String) -> Double
  ) -> ScenarioRunner {
    ScenarioRunner(
      toolchain: toolchain, library: library, studentFile: pack.studentFile, folder: folder,
      isStudents: true, dataFolder: pack.dataFolder, secondsLimit: secondsLimit)
  }

  /// Runs what the build left to run.
  private func judge(
    _ attempt: Attempt, _ verdicts: Verdicts, _ product: Build.Product,
    against known: ReferenceValues.Run, folder: URL, _ headStart: HeadStart? = nil,
    _ onEvent: @escaping @Sendable (JudgeEvent) -> Void
  ) async throws(JudgeError) -> Report {
    guard let library = product.library else { return attempt.report(verdicts) }
    let limits = TimeLimits(
      packs: attempt.limits, reference: known.milliseconds, patience: patience, pace: pace)
    let desk = VerdictDesk(verdicts, expected: known.recorded, limits: limits)
    var runner = runner(library: library, folder: folder) { desk.limit($0) }
    runner.headStart = headStart
    runner.control = known.library
    runner.budget = TimeBudget(lanes: lanes)
    runner.recordLimit = { Held.limit(reference: known.recorded[$0]) }
    let trial = Trial(desk: desk, runner: runner, seed: attempt.seed, onEvent: onEvent)
    try await trial.run(
      LaneShares.shares(of: attempt.scenarios, lanes: lanes, milliseconds: known.milliseconds),
      allowance: pace?.allowance ?? 0)
    return attempt.report(desk.verdicts)
  }

  /// What the reference solution records, or whose fault it is that there is nothing.
  private func expected(
    _ scenarios: [String], _ part: Rehearsal.Part, folder: URL
  ) async -> Result<ReferenceValues.Run, JudgeError> {
    await Result(of: { () async throws(JudgeError) in
      if let rehearsed = await part.values?.value, rehearsed.content == (try reference.content()),
        let run = rehearsed.bySeed.first(where: { $0.seed == part.seed })
      {
        return run
      }
      return try await reference.run(scenarios, seed: part.seed, folder: folder)
    })
  }

  private var reference: Reference {
    Reference(toolchain: toolchain, pack: pack, cacheFolder: cacheFolder)
  }

  /// Nothing that a run made outlives it.
  private func inPrivateFolder<Made: Sendable>(
    _ headStart: HeadStart? = nil, _ body: (URL) async throws(JudgeError) -> Made
  ) async throws(JudgeError) -> Made {
    let folder = if let headStart { headStart.folder } else { try privateFolder() }
    let made: Result<Made, JudgeError>
    do throws(JudgeError) {
      made = .success(try await body(folder))
    } catch {
      made = .failure(error)
    }
    await headStart?.end()
    UntrustedFolder(path: folder.path).remove()
    return try made.get()
  }

  private func subfolder(_ name: String, of folder: URL) throws(JudgeError) -> URL {
    let url = folder.appendingPathComponent(name, isDirectory: true)
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: url.path, reason: error.systemReason)
    }
    return url
  }

  private func privateFolder() throws(JudgeError) -> URL {
    do {
      // The other user that runs the build must come by; what is in here it cannot list.
      return try PrivateFolders.ofRuns.make(
        in: temporaryFolder, permissions: toolchain.hasAnotherUser ? 0o711 : 0o700)
    } catch {
      throw .cannotWrite(path: error.path, reason: error.reason)
    }
  }
}
