#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@testable import TensorKit

/// One run over cases of a pool: which, in which layouts and with which recording a seed says.
struct DifferentialRun {
  /// Of this program's run: DIFFERENTIAL_SEED repeats one that failed.
  static let seed: UInt64 =
    variable("DIFFERENTIAL_SEED").flatMap { UInt64($0) } ?? UInt64.random(in: 0..<1 << 32)

  static let golden = "\(GoldenFiles.root)/differential"
  static let pool = Result { try DifferentialPool(folder: golden) }

  static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  let pool: DifferentialPool
  let seed: UInt64
  /// Where each case is noted before it is computed, as a refusal ends the process.
  let record: UnsafeMutablePointer<FILE>
  private(set) var agreed = 0
  /// How often each chosen difference occurred, by its name.
  private(set) var chosen: [String: Int] = [:]
  private(set) var failures: [String] = []
  /// For each function, how many cases were judged, and how many are excused as not decided yet.
  private var judged: [String: Int] = [:]
  private var excused: [String: Int] = [:]

  init(_ pool: DifferentialPool, seed: UInt64, record: UnsafeMutablePointer<FILE>) {
    (self.pool, self.seed, self.record) = (pool, seed, record)
  }

  private func note(_ line: String) { fputs(line + "\n", record) }

  /// Judges `count` cases that the seed chooses, and of the others those of differences that none of
  /// these shows.
  mutating func judgeSome(_ count: Int) {
    let order = Tensor.randperm(pool.cases.count, generator: Generator(seed: seed)).ints()
    for number in order.prefix(count) { judge(pool.cases[number]) }
    for row in ChosenDifference.all where chosen[row.name] == nil && row.isSettled {
      for number in order.dropFirst(count) where row.applies(pool, pool.cases[number]) {
        judge(pool.cases[number])
      }
      if chosen[row.name] == nil { failures.append("\(row.name): this does not differ any more") }
    }
    checkExcuses()
  }

  /// What is not decided yet are edges: a function that differs more often than that is wrong.
  private mutating func checkExcuses() {
    for (function, count) in excused {
      let all = judged[function] ?? 0
      if count > 2 + all / 10 {
        failures.append("\(function): \(count) of \(all) cases are excused as not decided yet")
      }
    }
  }

  private mutating func judge(_ one: DifferentialPool.Case) {
    guard let operation = DifferentialOperation.table[one.operation] else {
      failures.append("\(one.operation): no such operation in DifferentialOperation.table")
      return
    }
    // What is refused ends the program: that it is, RefusalTests shows.
    if let row = row(for: one, .refused) {
      chosen[row.name, default: 0] += 1
      return
    }
    let judgement = Judgement(pool: pool, one: one)
    note("case \(one.number), \(judgement)")
    let draws = Generator(seed: seed &* 1_000_003 &+ UInt64(one.number))
    setNumThreads(1 + one.number % 4)
    judged[one.function, default: 0] += 1
    guard let finding = judgement.judge(operation.body, draws) else {
      agreed += 1
      return
    }
    if let row = row(for: one, finding.kind) {
      chosen[row.name, default: 0] += 1
      if !row.isSettled { excused[one.function, default: 0] += 1 }
    } else {
      failures.append("\(finding.kind): \(finding.text): \(judgement.description)")
    }
  }

  private func row(for one: DifferentialPool.Case, _ kind: Disagreement) -> ChosenDifference? {
    ChosenDifference.all.first { $0.kind == kind && $0.applies(pool, one) }
  }

  static let (failed, finished) = ("failed: ", "finished: ")

  /// Each failure on a line, and then a summary.
  func report() {
    for failure in failures { note(Self.failed + failure) }
    note(Self.finished + summary)
    fclose(record)
  }

  private var summary: String {
    let differing = chosen.values.reduce(0, +)
    let rows = chosen.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return "\(agreed + differing + failures.count) cases, \(agreed) agree, \(differing) of "
      + "\(chosen.count) chosen differences: \(rows.joined(separator: ", ")); seed \(seed)"
  }
}
