import Foundation
import GradingFormats

/// Makes one folder of grades of the folders that a class's shards were graded into.
public enum GradeMerge {
  /// Merges `folders` into `book`, as if one run had graded everything.
  ///
  /// Throws `notARun`, `differentRuns`, `shardsMissing`, `unfinished`, `differentGrades`, `unreconciled`, or
  /// trouble with the folder.
  public static func merge(
    _ folders: [URL], into book: GradeBook, onGrade: (Grade) -> Void = { _ in }
  ) throws(GradingError) -> GradingRun {
    var parts: [(folder: URL, run: GradingRun)] = []
    for folder in folders { parts.append((folder, try run(in: folder))) }
    guard let first = parts.first else { throw .notARun(path: book.folder.path) }
    for part in parts.dropFirst() { try check(part.run, part.folder, like: first.run) }
    try checkShards(parts.map(\.run))
    var merged = first.run
    merged.shard = nil
    merged.submissions = Set(parts.flatMap(\.run.submissions)).sorted()
    merged.ungraded = parts.reduce(into: [:]) { $0.merge($1.run.ungraded) { $1 } }
    merged.people = parts.reduce(into: [:]) { $0.merge($1.run.people) { $1 } }
    merged.deliveries = parts.reduce(into: [:]) { $0.merge($1.run.deliveries) { $1 } }
    merged.absent = parts.reduce(into: [:]) { $0.merge($1.run.absent) { $1 } }
    merged.strangers = parts.compactMap(\.run.strangers).first.map { _ in
      Set(parts.flatMap { $0.run.strangers ?? [] }).sorted()
    }
    try book.begin(merged)
    for name in merged.submissions {
      let grades = try grades(of: name, in: parts)
      guard let grade = grades.first else {
        guard merged.ungraded[name] != nil else { throw .unfinished(submission: name) }
        continue
      }
      guard grades.allSatisfy({ $0 == grade }) else { throw .differentGrades(submission: name) }
      merged.ungraded[name] = nil
      try takeHistory(of: name, in: parts, into: book)
      try book.put(grade, formats: merged.formats)
      onGrade(grade)
    }
    for (name, reason) in merged.ungraded {
      try takeHistory(of: name, in: parts, into: book)
      try book.putUngraded(name, reason: reason)
    }
    try book.putTimes(lines(of: "times.csv", in: parts.map(\.folder)))
    let files = lines(of: GradeBook.reconciliationFile, in: parts.map(\.folder))
    try book.putReconciliation(files)
    let counts = Reconciliation(found: merged.files, rows: files)
    book.reconciliation = counts
    try book.save(merged)
    guard counts.addsUp else { throw .unreconciled(counts) }
    return merged
  }

  private static func run(in folder: URL) throws(GradingError) -> GradingRun {
    guard let bytes = try? Data(contentsOf: folder.appendingPathComponent("run.json")),
      let run = try? JSONDecoder().decode(GradingRun.self, from: bytes),
      run.version == GradingRun.currentVersion
    else { throw .notARun(path: folder.path) }
    return run
  }

  private static func check(
    _ run: GradingRun, _ folder: URL, like first: GradingRun
  ) throws(GradingError) {
    let pairs = [
      ("the pack", run.packHash, first.packHash),
      ("the secret", run.secretFingerprint, first.secretFingerprint),
      ("the language", run.language.rawValue, first.language.rawValue),
      ("the sandbox", run.sandbox, first.sandbox),
      ("the choice of formats", "\(run.formats)", "\(first.formats)"),
      ("the number of shards", "\(run.shard?.count ?? 1)", "\(first.shard?.count ?? 1)"),
    ]
    for (what, mine, theirs) in pairs where mine != theirs {
      throw .differentRuns(path: folder.path, what: what)
    }
  }

  private static func checkShards(_ runs: [GradingRun]) throws(GradingError) {
    guard let count = runs.first?.shard?.count else { return }
    let missing = Set(1...count).subtracting(runs.compactMap(\.shard?.index))
    guard missing.isEmpty else { throw .shardsMissing(missing.sorted(), of: count) }
  }

  private static func grades(
    of name: String, in parts: [(folder: URL, run: GradingRun)]
  ) throws(GradingError) -> [Grade] {
    // A part that could not grade it may still have the grade of an older file.
    parts.filter { $0.run.submissions.contains(name) && $0.run.ungraded[name] == nil }.compactMap {
      part in
      let file = part.folder.appendingPathComponent("records", isDirectory: true)
        .appendingPathComponent(FileNames(part.run.submissions)[name] + ".json")
      return (try? Data(contentsOf: file)).flatMap(GradeJSON.read)
    }.filter { $0.packHash == parts.first?.run.packHash }
  }

  /// What the shard that graded it last knows of a student's earlier files.
  private static func takeHistory(
    of name: String, in parts: [(folder: URL, run: GradingRun)], into book: GradeBook
  ) throws(GradingError) {
    let known = parts.filter { $0.run.submissions.contains(name) }.map { part in
      GradeBook.attempts(
        of: FileNames(part.run.submissions)[name], below: part.folder)
    }
    guard let longest = known.max(by: { $0.count < $1.count }), !longest.isEmpty else { return }
    try book.putHistory(longest, of: name)
  }

  /// The rows of a table of each folder, without its header.
  private static func lines(of name: String, in folders: [URL]) -> [String] {
    folders.flatMap { folder -> [String] in
      let table = try? String(
        contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      return (table ?? "").split(separator: "\n").dropFirst().map(String.init)
    }.sorted()
  }
}
