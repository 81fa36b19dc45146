import Foundation
import Judge
import LessonPacks
import Mutants
import Reports

/// Measures how well a pack's checks catch small mistakes: makes them in its own right solutions, and
/// runs each through the judge that students meet.
public struct MutationAudit: Sendable {
  /// Which mutants are tried, and how.
  public struct Options: Sendable, Equatable {
    /// Every mutant is judged on these.
    public var seeds: [UInt64] = [1]
    /// What no check caught on those is judged on these as well, before it is called a survivor.
    public var furtherSeeds: [UInt64] = [2, 3]
    /// How many are tried at most; nil for all.
    public var limit: Int? = 300
    /// Chooses the sample where there are more.
    public var sample: UInt64 = 1
    /// The score that is asked for, in percent.
    public var threshold = 98.0
    /// So many are judged at a time.
    public var jobs = 1
    /// The files to take, as `MutationFile.matches` has it; empty for all.
    public var only: [String] = []

    /// One seed, two more for survivors, a sample of 300 mutants, and one at a time.
    public init() {}
  }

  private let pack: Pack
  private let judge: Judge
  private let options: Options

  /// Precondition: at least one seed and one job.
  public init(pack: Pack, judge: Judge, options: Options) {
    precondition(!options.seeds.isEmpty, "a run without a seed proves nothing")
    precondition(options.jobs > 0, "\(options.jobs) jobs: at least one mutant is judged at a time")
    self.pack = pack
    self.judge = judge
    self.options = options
  }

  /// How long a check may take: a loop that never ends must not hold up all the others.
  public static let pace = ReferencePace(factor: 50, least: 1, shares: [0.1], allowance: 0)

  /// Makes the mutants and judges a sample of them. `onProgress` hears how many of how many are done.
  ///
  /// What is wrong with the pack is in the report, and so is trouble with one mutant alone. Throws
  /// `JudgeError` for the tool's own.
  public func run(
    onProgress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) async throws -> MutationReport {
    let start = ProcessInfo.processInfo.systemUptime
    let equivalents = Equivalent.read(in: pack)
    var report = MutationReport(
      pack: pack, seeds: options.seeds, furtherSeeds: options.furtherSeeds, sample: options.sample,
      threshold: options.threshold, equivalents: equivalents.entries,
      problems: equivalents.problems)
    let files = MutationFile.all(in: pack)
    let chosen = files.filter { $0.matches(options.only) }
    do {
      let bench = try await bench()
      let sample = try await sample(of: chosen, bench, &report)
      report.tried = try await judged(sample, bench, onProgress)
      report.problems += StaleEquivalents(
        all: files.map(\.path), chosen: chosen.map(\.path), made: report.made, tried: report.tried
      ).problems(of: equivalents.entries)
    } catch JudgeError.packBroken(let file, let line, let reason) {
      report.problems.append(PackProblem(file: file, line: line, message: reason))
    }
    report.milliseconds = (ProcessInfo.processInfo.systemUptime - start) * 1000
    return report
  }

  private func bench() async throws -> Bench {
    Bench(
      judge: judge, first: try await judge.reference(seeds: options.seeds),
      further: options.furtherSeeds.isEmpty
        ? nil : try await judge.reference(seeds: options.furtherSeeds),
      strict: Set(pack.checks.filter { $0.kind == .strict }.map(\.id)))
  }

  /// Makes the mutants of some files and takes a sample of them.
  private func sample(
    of files: [MutationFile], _ bench: Bench, _ report: inout MutationReport
  ) async throws -> [Mutant] {
    var first: [Mutant] = []
    var others: [[Mutant]] = []
    for file in files {
      let source = StudentSource.read(file.files)
      if let problem = try await bench.problem(of: file, source) {
        report.problems.append(problem)
      } else if let bytes = source.bytes {
        let mutants = MutantMaker.mutants(
          of: String(decoding: bytes, as: UTF8.self), file: file.path)
        if file.isReference { first = mutants } else { others.append(mutants) }
      }
    }
    report.made = first + others.flatMap { $0 }
    return MutantSample.take(
      options.limit ?? report.made.count, first: first, others: others, seed: options.sample)
  }

  private func judged(
    _ mutants: [Mutant], _ bench: Bench, _ onProgress: @escaping @Sendable (Int, Int) -> Void
  ) async throws -> [JudgedMutant] {
    try await withThrowingTaskGroup(of: (Int, MutantFate).self) { group in
      var waiting = mutants.enumerated().makeIterator()
      func startNext() {
        guard let (index, mutant) = waiting.next() else { return }
        group.addTask { (index, try await bench.fate(of: mutant)) }
      }
      for _ in 0..<min(options.jobs, mutants.count) { startNext() }
      var fates: [Int: MutantFate] = [:]
      while let (index, fate) = try await group.next() {
        fates[index] = fate
        onProgress(fates.count, mutants.count)
        startNext()
      }
      return mutants.enumerated().compactMap { index, mutant in
        fates[index].map { JudgedMutant(mutant: mutant, fate: $0) }
      }
    }
  }
}

/// What mutants are held against.
private struct Bench: Sendable {
  let judge: Judge
  let first: ReferenceValues
  let further: ReferenceValues?
  let strict: Set<String>

  /// The further seeds cost time, so only what the first let pass meets them.
  func fate(of mutant: Mutant) async throws(JudgeError) -> MutantFate {
    let source = StudentSource(bytes: Data(mutant.text.utf8))
    do throws(JudgeError) {
      let fate = MutantFate(try await judge.run(source, against: first), strict: strict)
      guard fate == .survived, let further else { return fate }
      return MutantFate(try await judge.run(source, against: further), strict: strict)
    } catch {
      if error == .cancelled { throw error }
      return .notJudged("\(error)")
    }
  }

  /// Why mutants of a file would prove nothing; nil where it is green itself.
  func problem(
    of file: MutationFile, _ source: StudentSource
  ) async throws(JudgeError) -> PackProblem? {
    var reports = try await judge.run(source, against: first)
    if let further { reports += try await judge.run(source, against: further) }
    for report in reports {
      guard case .built = report.build else {
        return problem(file, "it does not compile with the checks")
      }
      if let red = report.results.first(where: { $0.verdict != .passed }) {
        return problem(file, "it does not pass `\(red.id)` on seed \(report.seed)")
      }
    }
    return nil
  }

  private func problem(_ file: MutationFile, _ message: String) -> PackProblem {
    PackProblem(
      file: file.path, message: message + ", so mutants of it prove nothing",
      hint: "`byhand pack audit` says more")
  }
}
