import Foundation
import LessonPacks
import Observations
import Reports

/// Judges a student's file: compiles it with the pack's probes, runs student and reference on the
/// same hidden seed in separate processes, and compares what they recorded in this one.
public struct Judge: Sendable {
  private let pack: Pack
  private let toolchain: Toolchain
  private let cacheFolder: URL
  private let temporaryFolder: URL

  /// `cacheFolder` keeps compiled references; it is created when needed. Each run has a private
  /// folder of its own in `temporaryFolder`, gone when the run ends.
  public init(
    pack: Pack, toolchain: Toolchain, cacheFolder: URL,
    temporaryFolder: URL = FileManager.default.temporaryDirectory
  ) {
    self.pack = pack
    self.toolchain = toolchain
    self.cacheFolder = cacheFolder
    self.temporaryFolder = temporaryFolder
  }

  /// Runs the checks, all or those in `only`, and says what it finds as it finds it.
  ///
  /// A student's failure is in the report. Throws `JudgeError` for the judge's own trouble;
  /// cancelling the task kills what it started and throws `cancelled`.
  public func run(
    _ source: StudentSource, seed: UInt64, only: Set<String>? = nil,
    onEvent: @escaping @Sendable (JudgeEvent) -> Void
  ) async throws(JudgeError) -> Report {
    let start = ProcessInfo.processInfo.systemUptime
    onEvent(.compiling(sourceHash: source.hash))
    let wanted = pack.checks.filter { only?.contains($0.id) ?? true }
    var verdicts = Verdicts(pack: pack, checks: wanted)
    if let bytes = source.bytes {
      let folder = try privateFolder()
      defer { try? FileManager.default.removeItem(at: folder) }
      try await judge(bytes, wanted, seed: seed, folder: folder, &verdicts, onEvent)
    } else {
      verdicts.unreadable(source.unreadable ?? .missing)
      onEvent(.built(verdicts.build))
      for result in verdicts.results { onEvent(.finished(result)) }
    }
    let report = Report(
      packID: pack.id, sourceHash: source.hash, seed: seed, build: verdicts.build,
      results: verdicts.results, measures: verdicts.measures, sandbox: toolchain.sandboxLevel,
      milliseconds: (ProcessInfo.processInfo.systemUptime - start) * 1000)
    onEvent(.completed(report))
    return report
  }

  private func judge(
    _ bytes: Data, _ wanted: [Check], seed: UInt64, folder: URL, _ verdicts: inout Verdicts,
    _ onEvent: @escaping @Sendable (JudgeEvent) -> Void
  ) async throws(JudgeError) {
    let scenarios = wanted.filter { $0.kind != .strict }.map(\.id)
    // The reference needs nothing of the student: it runs while the compiler works.
    async let reference = expected(scenarios, seed: seed, folder: folder)
    let build = Build(
      toolchain: toolchain, pack: pack, folder: try subfolder("build", of: folder),
      cacheFolder: cacheFolder)
    let product = try await build.run(bytes)
    onEvent(.built(product.outcome))
    for result in verdicts.take(product) { onEvent(.finished(result)) }
    let known = try await reference.get()
    guard let library = product.library else { return }
    let limits = Dictionary(wanted.map { ($0.id, $0.secondsLimit) }, uniquingKeysWith: max)
    let runner = ScenarioRunner(
      toolchain: toolchain, library: library, studentFile: pack.studentFile, folder: folder,
      secondsLimit: { limits[$0] ?? 10 })
    let desk = VerdictDesk(verdicts, expected: known)
    try await runner.run(
      scenarios, seed: seed, onBegin: { onEvent(.started(check: $0)) },
      onFinish: { outcome in
        if let result = desk.take(outcome) { onEvent(.finished(result)) }
      })
    verdicts = desk.verdicts
  }

  /// What the reference solution records, or whose fault it is that there is nothing.
  private func expected(
    _ scenarios: [String], seed: UInt64, folder: URL
  ) async -> Result<[String: [Observation]], JudgeError> {
    let reference = Reference(toolchain: toolchain, pack: pack, cacheFolder: cacheFolder)
    do throws(JudgeError) {
      return .success(
        try await reference.observations(scenarios, seed: seed, folder: folder))
    } catch {
      return .failure(error)
    }
  }

  private func subfolder(_ name: String, of folder: URL) throws(JudgeError) -> URL {
    let url = folder.appendingPathComponent(name, isDirectory: true)
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: url.path, reason: error.localizedDescription)
    }
    return url
  }

  private func privateFolder() throws(JudgeError) -> URL {
    let folder =
      temporaryFolder
      .appendingPathComponent("byhand-\(UUID().uuidString)", isDirectory: true)
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .cannotWrite(path: folder.path, reason: error.localizedDescription)
    }
    return folder.resolvingSymlinksInPath()
  }
}

/// Verdicts taken from the runner's callbacks.
private final class VerdictDesk: @unchecked Sendable {
  private let lock = NSLock()
  private var collected: Verdicts
  private let expected: [String: [Observation]]

  init(_ verdicts: Verdicts, expected: [String: [Observation]]) {
    self.collected = verdicts
    self.expected = expected
  }

  var verdicts: Verdicts { lock.withLock { collected } }

  func take(_ outcome: ScenarioOutcome) -> CheckResult? {
    lock.withLock { collected.take(outcome, expected: expected[outcome.id] ?? []) }
  }
}
