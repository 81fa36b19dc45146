#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
import Testing

@testable import TensorKit

/// TensorKit against PyTorch, operation by operation, on thousands of cases that change from run to
/// run: Golden/differential.py draws and computes the pool; a run draws from it, and presents the
/// inputs in memory as it likes. DIFFERENTIAL_SEED repeats a run.
@Suite struct DifferentialTests {
  static let casesOfARun = 4000

  @Test func theAnswersArePyTorchs() async throws {
    #expect(try DifferentialRun.pool.get().cases.count >= 8000)
    try await judge(DifferentialRun.golden, DifferentialTests.casesOfARun)
  }

  /// DIFFERENTIAL_PYTHON names a Python with torch: it draws a new pool with the run's seed.
  @Test(.enabled(if: DifferentialRun.variable("DIFFERENTIAL_PYTHON") != nil))
  func theAnswersOfAFreshPoolArePyTorchs() async throws {
    let python = try #require(DifferentialRun.variable("DIFFERENTIAL_PYTHON"))
    let folder = try TemporaryFolder()
    let script = "\(GoldenFiles.root)/differential.py"
    let command = "'\(python)' -B '\(script)' '\(folder.path)' --seed \(DifferentialRun.seed)"
    let process = try #require(popen(command, "r"))
    while fgetc(process) != EOF {}
    #expect(pclose(process) == 0)
    try await judge(folder.path, .max)
  }

  /// A run in a process of its own: a case that is refused ends it, and its threads are its own.
  private func judge(_ pool: String, _ count: Int) async throws {
    let folder = try TemporaryFolder()
    let seed = DifferentialRun.seed
    await #expect(processExitsWith: .success, "seed \(seed)") {
      [
        pool = pool as String, count = count as Int, seed = seed as UInt64,
        path = folder.path as String
      ] in
      let record = try RunRecord(folder: path).open()
      var run = DifferentialRun(try DifferentialPool(folder: pool), seed: seed, record: record)
      run.judgeSome(count)
      run.report()
    }
    let record = RunRecord(folder: folder.path)
    let lines = record.lines
    let failures = lines.filter { $0.hasPrefix(DifferentialRun.failed) }
    #expect(
      failures.isEmpty, "seed \(seed)\n\(failures.prefix(20).joined(separator: "\n"))")
    let summary = lines.last { $0.hasPrefix(DifferentialRun.finished) }
    if let summary { print(summary) }
    #expect(
      summary != nil, "seed \(seed) ended in \(lines.last ?? "nothing"): \(record.complaint)")
  }
}
