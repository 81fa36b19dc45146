import Containment
import Foundation
import LessonPacks
import Observations
import Reports

/// Judges a student's file: compiles it with the pack's probes, runs student and reference on the
/// same hidden seed in separate processes, and compares what they recorded in this one.
public struct Judge: Sendable {
  let pack: Pack
  let toolchain: Toolchain
  let cacheFolder: URL
  let temporaryFolder: URL
  private let diagnoses: DiagnosisTable?
  private let policy: TimeoutPolicy?
  private let pace: ReferencePace?
  let workers: Int

  /// `diagnoses` name the mistake in a run of all checks. `cacheFolder` keeps compiled references; it
  /// is created when needed. Each run has a private folder of its own in `temporaryFolder`, gone when
  /// the run ends. The scenarios run in `workers` processes side by side: one where several files are
  /// judged at once, and as many as there are cores for one file that somebody waits for. Without a
  /// `pace` a check has the pack's own time. Precondition: not `policy` and `pace` both.
  public init(
    pack: Pack, toolchain: Toolchain, cacheFolder: URL,
    temporaryFolder: URL = FileManager.default.temporaryDirectory,
    diagnoses: DiagnosisTable? = nil, policy: TimeoutPolicy? = nil, pace: ReferencePace? = nil,
    workers: Int = 1
  ) {
    precondition(policy == nil || pace == nil, "a grade does not depend on the reference's time")
    precondition(workers > 0, "\(workers) workers")
    self.workers = workers
    self.diagnoses = diagnoses
    self.pack = pack
    self.toolchain = toolchain.reaching([temporaryFolder, pack.dataFolder])
    self.cacheFolder = cacheFolder
    self.temporaryFolder = temporaryFolder
    self.policy = policy
    self.pace = pace
  }

  /// What stands between this judge's programs and the machine.
  public var level: SandboxLevel { toolchain.sandbox.level }

  /// Runs the checks, all or those in `only`, and says what it finds as it finds it.
  ///
  /// A student's failure is in the report. Throws `JudgeError` for the judge's own trouble;
  /// cancelling the task kills what it started and throws `cancelled`.
  public func run(
    _ source: StudentSource, seed: UInt64, only: Set<String>? = nil,
    onEvent: (JudgeEvent) -> Void
  ) async throws(JudgeError) -> Report {
    let part = RunPrewarmer.Part(seed: seed)
    return try await run(source, part, only: only, onEvent: onEvent)
  }

  /// Runs the checks on a seed that was prepared for, as far as it was.
  ///
  /// Throws as the other does.
  public func run(
    _ source: StudentSource, _ part: RunPrewarmer.Part, only: Set<String>? = nil,
    onEvent: (JudgeEvent) -> Void
  ) async throws(JudgeError) -> Report {
    let seed = part.seed
    let checks = CheckRun(pack, source, only: only, seed: seed, level: level)
    let prewarmed = part.prewarmed.flatMap { $0.take() ? $0 : nil }
    onEvent(.compiling(sourceHash: source.hash))
    var report = try await inPrivateFolder(prewarmed) { folder throws(JudgeError) in
      guard let text = source.text(of: pack.work) else { return checks.unreadable(onEvent) }
      // The reference needs nothing of the student: it runs while the compiler works.
      async let reference = expected(checks.scenarios, part, folder: folder)
      let product = try await build(text, folder, prewarmed)
      let evaluation = checks.settled(by: product, onEvent)
      let known = try await reference.get()
      return try await judge(
        checks, evaluation, product, against: known, folder: folder, prewarmed, onEvent)
    }
    compareWithStarter(&report, source)
    report.diagnosis = diagnoses?.diagnosis(of: report, pack: pack)
    onEvent(.completed(report))
    return report
  }

  /// What of the pack's starter still stands in the student's file says what is not begun.
  private func compareWithStarter(_ report: inout Report, _ source: StudentSource) {
    guard let touch = StepTouch(source, in: pack), let text = source.text(of: pack.work) else {
      return
    }
    report.unbegun = report.unbegun(of: pack, touch: touch, table: diagnoses)
    report.measures = report.begunMeasures(of: pack, touch: touch)
    report.touchedSteps = touch.steps(of: pack)
    report.parts = BlockParts.names(in: text.whole, blocks: pack.blocks.map(\.id))
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
      let text = source.text(of: pack.work)
      var product: Build.Product?
      var reports: [Report] = []
      for known in reference.bySeed {
        let checks = CheckRun(pack, source, only: nil, seed: known.seed, level: level)
        guard let text else {
          reports.append(checks.unreadable { _ in })
          continue
        }
        let built: Build.Product
        if let product { built = product } else { built = try await build(text, folder) }
        product = built
        let evaluation = checks.settled(by: built) { _ in }
        reports.append(
          try await judge(checks, evaluation, built, against: known, folder: folder) { _ in })
      }
      return reports
    }
  }

  func build(
    _ text: StudentText, _ folder: URL, _ prewarmed: PrewarmedProcesses? = nil
  ) async throws(JudgeError) -> Build.Product {
    var build = try build(in: folder)
    build.compiler = prewarmed?.takeCompiler()
    return try await build.run(text)
  }

  func build(in folder: URL) throws(JudgeError) -> Build {
    Build(
      toolchain: toolchain, pack: pack, folder: try subfolder("build", of: folder),
      cacheFolder: cacheFolder)
  }

  func runner(
    library: String, folder: URL, _ timeouts: TimeoutBudget
  ) -> ScenarioRunner {
    ScenarioRunner(
      host: toolchain.probeHost, library: library, studentFiles: Set(pack.work.files),
      folder: folder, isStudents: true, dataFolder: pack.dataFolder, timeouts: timeouts)
  }

  /// Runs what the build left to run.
  private func judge(
    _ checks: CheckRun, _ evaluation: CheckEvaluation, _ product: Build.Product,
    against known: ReferenceValues.Run, folder: URL, _ prewarmed: PrewarmedProcesses? = nil,
    _ onEvent: (JudgeEvent) -> Void
  ) async throws(JudgeError) -> Report {
    guard let library = product.library else { return checks.report(evaluation) }
    let limits = TimeLimits(
      packs: checks.limits, reference: known.milliseconds, policy: policy, pace: pace)
    var runner = runner(library: library, folder: folder, TimeoutBudget(limits))
    if let prewarmed { runner.takePrewarmed = prewarmed.takeScenarios }
    runner.control = known.library
    runner.budget = TimeBudget(workers: workers)
    runner.recordLimit = { Held.limit(reference: known.recorded[$0]) }
    var trial = Trial(
      evaluation, runner: runner, limits: limits, expected: known.recorded, seed: checks.seed)
    try await trial.run(
      ScenarioPartition.batches(
        of: checks.scenarios, workers: workers, milliseconds: known.milliseconds),
      allowance: pace?.allowance ?? 0, onEvent)
    return checks.report(trial.evaluation)
  }

  /// What the reference solution records, or whose fault it is that there is nothing.
  private func expected(
    _ scenarios: [String], _ part: RunPrewarmer.Part, folder: URL
  ) async -> Result<ReferenceValues.Run, JudgeError> {
    await Result(of: { () async throws(JudgeError) in
      if let prepared = await part.values?.value, prepared.content == (try reference.content()),
        let run = prepared.bySeed.first(where: { $0.seed == part.seed })
      {
        return run
      }
      return try await reference.run(scenarios, seed: part.seed, folder: folder)
    })
  }

  var reference: ReferenceSolution {
    ReferenceSolution(
      toolchain: toolchain, host: toolchain.probeHost, pack: pack, cacheFolder: cacheFolder)
  }
}
