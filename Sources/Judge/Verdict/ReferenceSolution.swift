import Foundation
import LessonPacks
import Observations
import Reports
import SafeFiles

/// The reference solution: built once for each content of pack and tools, run for each seed in a
/// process of its own.
struct ReferenceSolution: Sendable {
  var toolchain: Toolchain
  var host: ProbeHost
  var pack: Pack
  var cacheFolder: URL

  /// What the reference records for these scenarios on this seed.
  func run(
    _ scenarios: [String], seed: UInt64, folder: URL
  ) async throws(JudgeError) -> ReferenceValues.Run {
    let library = try await library(folder: folder)
    var outcomes = try await outcomes(scenarios, seed: seed, library, folder)
    if trouble(in: outcomes) != nil {
      // The lesson is at fault only for what happens again.
      try Machine.mustSuffice(in: folder, cacheFolder)
      outcomes = try await self.outcomes(scenarios, seed: seed, library, folder)
    }
    if let trouble = trouble(in: outcomes) { throw trouble }
    var run = ReferenceValues.Run(seed: seed)
    run.library = library
    for outcome in outcomes {
      run.recorded[outcome.id] = outcome.observations
      run.milliseconds[outcome.id] = outcome.milliseconds
    }
    return run
  }

  private func outcomes(
    _ scenarios: [String], seed: UInt64, _ library: String, _ folder: URL
  ) async throws(JudgeError) -> [ScenarioOutcome] {
    let runner = ScenarioRunner(
      host: host, library: library, studentFiles: Set(pack.work.files), folder: folder,
      isStudents: false, dataFolder: pack.dataFolder, timeouts: TimeoutBudget(each: .seconds(30)))
    return try await runner.outcomes(scenarios, seed: seed)
  }

  /// Everything that keeps the reference from being compared with, in sentences for the pack's author.
  private func trouble(in outcomes: [ScenarioOutcome]) -> JudgeError? {
    for outcome in outcomes {
      if case .notJudged(let trouble) = outcome.notRun { return .notJudged(trouble) }
    }
    let undeclared = outcomes.filter(\.isUndeclared).map { "`\($0.id)`" }
    let words = Wording(pack.languages.first ?? .en, pack: pack)
    var causes: [(why: String, ids: [String])] = []
    for outcome in outcomes where !outcome.isUndeclared {
      guard let breakage = outcome.breakage else { continue }
      let why =
        if case .protocolViolation(let what) = breakage {
          "the observations break off: \(what)"
        } else {
          Wording.unstopped(words.sentence(for: breakage))
        }
      if let same = causes.firstIndex(where: { $0.why == why }) {
        causes[same].ids.append(outcome.id)
      } else {
        causes.append((why, [outcome.id]))
      }
    }
    let ended = causes.map { why, ids in
      ids.count == 1
        ? "the scenario `\(ids[0])` does not end well: \(why)"
        : "the scenarios " + ids.map { "`\($0)`" }.joined(separator: ", ")
          + " do not end well: \(why)"
    }
    let missing = "no probe declares \(undeclared.joined(separator: ", "))"
    let sentences = (undeclared.isEmpty ? [] : [missing]) + ended
    guard !sentences.isEmpty else { return nil }
    return .packBroken(
      file: ended.isEmpty ? pack.folder.appendingPathComponent("probes").path : solution.path,
      reason: sentences.joined(separator: ". "))
  }

  private var solution: URL { pack.solutionFile }

  /// The built reference, from the cache if its content has been built before.
  func library(folder: URL) async throws(JudgeError) -> String {
    let cached = cacheFolder.appendingPathComponent("\(pack.id)-\(try contentHash()).so")
    if FileManager.default.fileExists(atPath: cached.path) { return cached.path }
    let text = try StudentText.reference(of: pack)
    var build = Build(
      toolchain: toolchain, pack: pack, folder: folder.appendingPathComponent("reference"),
      cacheFolder: cacheFolder)
    build.isReference = true
    do {
      try FileManager.default.createDirectory(
        at: build.folder, withIntermediateDirectories: true)
      try FileManager.default.createDirectory(at: cacheFolder, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: cacheFolder.path, reason: error.systemReason)
    }
    let product = try await build.run(text)
    guard let built = product.library, case .built = product.outcome else {
      try Machine.mustSuffice(in: folder, cacheFolder)
      throw unbuilt(product)
    }
    return try keep(built, as: cached)
  }

  /// Whichever of the pack's files the compiler speaks of.
  private func unbuilt(_ product: Build.Product) -> JudgeError {
    guard let error = product.firstError else {
      let words = Wording(pack.languages.first ?? .en, pack: pack)
      return .packBroken(
        file: solution.path, reason: Wording.unstopped(words.sentence(for: product.outcome)))
    }
    if let own = pack.solutionFiles.first(where: { $0.lastPathComponent == error.fileName }) {
      return .packBroken(
        file: own.path, line: error.line, reason: "it does not compile: \(error.message)")
    }
    // The file that calls the probes is generated: what it calls in vain is a probe file's.
    let isProbe = error.fileName != ProbeSources.registryName
    let folder = pack.folder.appendingPathComponent("probes")
    return .packBroken(
      file: isProbe ? folder.appendingPathComponent(error.fileName).path : folder.path,
      line: isProbe ? error.line : nil,
      reason: "it does not compile with the reference solution: \(error.message)")
  }

  /// Puts the build into the cache, whole or not at all. What another judge put there at the same
  /// moment stays: it is equal, and may be running already.
  private func keep(_ built: String, as cached: URL) throws(JudgeError) -> String {
    do {
      try AtomicFile.write(
        try Data(contentsOf: URL(fileURLWithPath: built)), to: cached, durable: false, mode: 0o755,
        existing: .stays)
    } catch {
      let reason = (error as? FileTrouble)?.reason ?? error.systemReason
      throw .cannotWrite(path: cached.path, reason: reason)
    }
    return cached.path
  }

  /// Names everything that its values depend on but the seed.
  func content() throws(JudgeError) -> String {
    let data = PackInventory(of: pack.dataFolder).files.map {
      "\($0) \(Toolchain.fileFingerprint(of: pack.dataFolder.appendingPathComponent($0).path))"
    }
    return ([try contentHash()] + data).joined(separator: "\n")
  }

  private func contentHash() throws(JudgeError) -> String {
    var content = try StudentText.reference(of: pack).bytes
    let tools = [
      try ProbeSources.of(pack).digest(), toolchain.version,
      Toolchain.fileFingerprint(of: toolchain.probe),
      pack.module,
    ]
    content.append(Data(tools.joined(separator: "|").utf8))
    return String(SHA256.hex(content).prefix(32))
  }
}
