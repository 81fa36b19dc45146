import Foundation
import Judge
import LessonPacks
import Reports

/// Proves a pack by running its own files through the judge that students meet.
public struct PackAuditor: Sendable {
  private let pack: Pack
  private let judge: Judge
  private let loading: [PackProblem]
  private let seeds: [UInt64]
  private let jobs: Int
  private let finaleSeconds: Double

  /// `jobs` files are judged at a time. `problems` are those of loading the pack, where it could be
  /// read in part. The finale is watched for `finaleSeconds` at most. Precondition: at least one seed
  /// and one job.
  public init(
    pack: Pack, problems: [PackProblem] = [], judge: Judge, seeds: [UInt64] = [1, 2, 3], jobs: Int,
    finaleSeconds: Double = FinaleAudit.watched
  ) {
    precondition(!seeds.isEmpty, "an audit without a seed proves nothing")
    precondition(jobs > 0, "\(jobs) jobs: at least one file is judged at a time")
    self.pack = pack
    loading = problems
    self.judge = judge
    self.seeds = seeds
    self.jobs = jobs
    self.finaleSeconds = finaleSeconds
  }

  /// Looks at the folder, then judges every file on every seed. `onProgress` hears how many files of
  /// how many are done.
  ///
  /// Everything wrong with the pack is in the report. Throws `JudgeError` for the tool's own trouble.
  public func audit(
    onProgress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) async throws -> AuditReport {
    let start = ProcessInfo.processInfo.systemUptime
    let wrong = WrongSolution.read(in: pack)
    var report = AuditReport(
      pack: pack, seeds: seeds, wrongSolutions: wrong.solutions, unread: wrong.unread, files: [],
      problems: PackLint.audit(PackLoader.Reading(pack: pack, problems: loading))
        + ProbeLint.problems(in: pack) + DeclaredNames.problems(in: pack), milliseconds: 0)
    report.remarks = ProbeLint.remarks(on: pack) + CodeWidth.remarks(of: pack)
    if let trouble = DiagnosisTable.trouble(pack) {
      report.problems.append(
        PackProblem(
          file: DiagnosisTable.file, message: trouble.message,
          hint: "Write it anew with `byhand pack audit --write-diagnoses`"))
    }
    report.demands = Demands.read(in: pack, wrong)
    do {
      let reference = try await judge.reference(seeds: seeds)
      report.byHeart = reference.answeredByHeart(in: pack)
      async let finale = finale()
      report.files = try await judged(against: reference, onProgress)
      report.problems += AuditRules(report: report).problems
      report.finale = try await finale.show
      report.problems += try await finale.problems
      if let show = report.finale, let finale = pack.finale {
        report.remarks += show.remarks(finale)
      }
      if report.isReferenceGreen, let parts = PartsAudit(of: pack) {
        report.problems += try await parts.problems(judge, against: reference)
      }
      if let table = DiagnosisTable.load(pack) {
        report.naming = DiagnosisScore(table, over: report)
        report.problems += stale(table, report)
      }
    } catch JudgeError.packBroken(let file, let line, let reason) {
      report.problems.append(PackProblem(file: inPack(file), line: line, message: reason))
    }
    report.milliseconds = (ProcessInfo.processInfo.systemUptime - start) * 1000
    return report
  }

  /// What the finale does with the reference, and what is wrong with it.
  private func finale() async throws(JudgeError) -> (show: FinaleAudit?, problems: [PackProblem]) {
    guard pack.finale != nil else { return (nil, []) }
    let declared = try await judge.declaredScenarios()
    let show =
      declared.contains(pack.finale?.id ?? "")
      ? try await FinaleAudit.run(of: pack, judge, seed: seeds[0], watched: finaleSeconds) : nil
    return (show, FinaleAudit.problems(of: pack, show, declared: declared))
  }

  /// A path as the report's other problems name it.
  private func inPack(_ path: String) -> String {
    path.hasPrefix(pack.folder.path + "/")
      ? String(path.dropFirst(pack.folder.path.count + 1)) : path
  }

  /// On the seeds that it was made on, a table must come out the same. Of a file whose header cannot
  /// be read it is not known what should stand there.
  private func stale(_ table: DiagnosisTable, _ report: AuditReport) -> [PackProblem] {
    var table = table
    table.mistakes.removeAll { report.unread.contains($0.name) }
    let isStale =
      table.seeds == seeds
      ? table != report.diagnoses
      : table.mistakes.map(\.name) != report.diagnoses?.mistakes.map(\.name)
    guard isStale else { return [] }
    return [
      PackProblem(
        file: DiagnosisTable.file, message: "it does not say what the wrong solutions do now",
        hint: "Write it anew with `byhand pack audit --write-diagnoses`")
    ]
  }

  private func judged(
    against reference: ReferenceValues, _ onProgress: @escaping @Sendable (Int, Int) -> Void
  ) async throws -> [AuditedFile] {
    let subjects = AuditSubject.all(in: pack)
    let judge = judge
    return try await withThrowingTaskGroup(of: (Int, AuditedFile).self) { group in
      var waiting = subjects.enumerated().makeIterator()
      func startNext() {
        guard let (index, subject) = waiting.next() else { return }
        group.addTask {
          let reports = try await judge.run(.read(subject.files), against: reference)
          return (index, AuditedFile(role: subject.role, path: subject.path, reports: reports))
        }
      }
      for _ in 0..<min(jobs, subjects.count) { startNext() }
      var files: [Int: AuditedFile] = [:]
      while let (index, file) = try await group.next() {
        files[index] = file
        onProgress(files.count, subjects.count)
        startNext()
      }
      return subjects.indices.compactMap { files[$0] }
    }
  }
}

/// A version of the student's work that an audit has to judge.
struct AuditSubject: Sendable, Equatable {
  var role: AuditedFile.Role
  var files: [URL]
  /// As a report names it.
  var path: String

  static func all(in pack: Pack) -> [AuditSubject] {
    [
      AuditSubject(role: .starter, files: pack.starterFiles, path: pack.starterPath),
      AuditSubject(role: .reference, files: pack.solutionFiles, path: pack.solutionPath),
    ] + files(in: "alternatives", .alternative, pack) + files(in: "wrong", .wrong, pack)
  }

  private static func files(
    in folder: String, _ role: AuditedFile.Role, _ pack: Pack
  ) -> [AuditSubject] {
    let url = pack.folder.appendingPathComponent(folder, isDirectory: true)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.filter { $0.hasSuffix(".swift") }.sorted().map {
      AuditSubject(
        role: role, files: pack.files(ofSolutionAt: url.appendingPathComponent($0)),
        path: "\(folder)/\($0)")
    }
  }
}
