import Foundation
import LessonPacks
import Observations
import Reports

/// The reference solution: built once for each content of pack and tools, run for each seed in a
/// process of its own.
struct Reference: Sendable {
  var toolchain: Toolchain
  var pack: Pack
  var cacheFolder: URL

  /// What the reference records for these scenarios on this seed.
  func observations(
    _ scenarios: [String], seed: UInt64, folder: URL
  ) async throws -> [String: [Observation]] {
    let runner = ScenarioRunner(
      toolchain: toolchain, library: try await library(folder: folder),
      studentFile: pack.studentFile, folder: folder, secondsLimit: { _ in 30 })
    let collected = Collected()
    try await runner.run(scenarios, seed: seed) { collected.add($0) }
    let outcomes = collected.outcomes
    for outcome in outcomes {
      guard let breakage = outcome.breakage else { continue }
      throw JudgeError.packBroken(
        file: solution.path, reason: "the scenario \(outcome.id) does not end well: \(breakage)")
    }
    return Dictionary(outcomes.map { ($0.id, $0.observations) }, uniquingKeysWith: { $1 })
  }

  private var solution: URL { pack.solutionFolder.appendingPathComponent(pack.studentFile) }

  /// The built reference, from the cache if its content has been built before.
  func library(folder: URL) async throws -> String {
    let cached = cacheFolder.appendingPathComponent("\(pack.id)-\(try contentHash()).so")
    if FileManager.default.fileExists(atPath: cached.path) { return cached.path }
    let bytes = try read(solution)
    let build = Build(
      toolchain: toolchain, pack: pack, folder: folder.appendingPathComponent("reference"),
      moduleCache: cacheFolder.appendingPathComponent("modules"))
    do {
      try FileManager.default.createDirectory(
        at: build.folder, withIntermediateDirectories: true)
      try FileManager.default.createDirectory(at: cacheFolder, withIntermediateDirectories: true)
    } catch {
      throw JudgeError.cannotWrite(path: cacheFolder.path, reason: error.localizedDescription)
    }
    let product = try await build.run(bytes)
    guard let built = product.library, case .built = product.outcome else {
      throw JudgeError.packBroken(
        file: solution.path, reason: "it does not build with the probes: \(product.summary)")
    }
    return try keep(built, as: cached)
  }

  /// Puts the build into the cache by a rename: another judge that does the same at the same moment
  /// leaves an equal file.
  private func keep(_ built: String, as cached: URL) throws -> String {
    let temporary = cacheFolder.appendingPathComponent(".\(UUID().uuidString).so")
    do {
      try FileManager.default.copyItem(at: URL(fileURLWithPath: built), to: temporary)
      guard rename(temporary.path, cached.path) == 0 else {
        throw JudgeError.cannotWrite(
          path: cached.path, reason: String(cString: strerror(errno)))
      }
      return cached.path
    } catch let error as JudgeError {
      throw error
    } catch {
      throw JudgeError.cannotWrite(path: cached.path, reason: error.localizedDescription)
    }
  }

  private func contentHash() throws -> String {
    var content = try read(solution)
    for file in try ProbeSources.of(pack).files {
      content.append(Data(file.lastPathComponent.utf8))
      content.append(try read(file))
    }
    let tools = [toolchain.version, Toolchain.stamp(of: toolchain.probe), pack.module]
    content.append(Data(tools.joined(separator: "|").utf8))
    return String(SHA256.hex(content).prefix(32))
  }

  private func read(_ file: URL) throws -> Data {
    do {
      return try Data(contentsOf: file)
    } catch {
      throw JudgeError.packBroken(file: file.path, reason: "it cannot be read")
    }
  }
}

/// Outcomes gathered from the runner's callbacks.
final class Collected: @unchecked Sendable {
  private let lock = NSLock()
  private var gathered: [ScenarioOutcome] = []

  func add(_ outcome: ScenarioOutcome) { lock.withLock { gathered.append(outcome) } }
  var outcomes: [ScenarioOutcome] { lock.withLock { gathered } }
}
