import Foundation
import LessonPacks
import GradingFormats
import Judge
import SafeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folder that a class is graded into. Every file in it is whole at any moment.
///
/// - `grades.csv`, a row a submission, and `checks.csv`, a row a check of each;
/// - `reconciliation.csv`, a row a file that was found, and what became of it;
/// - `records/NAME.json`, a grade with everything in it: for the instructor;
/// - `results/NAME/`, the formats that were asked for: for the student;
/// - `history/NAME.json`, what earlier files of a student came to;
/// - `withdrawn/`, what was graded of students who are no longer in the class;
/// - `run.json`, what was graded with what; `times.csv`, how long each took, which is the one file
///   that two runs do not have in common.
public final class GradeBook {
  /// The folder of grades, as `--output` names it.
  public let folder: URL
  /// Where the judge keeps what a run needs. It lies among temporary files, since a program that runs
  /// as another user must be able to get there; its name is the output's, so that the run that goes
  /// on after a kill finds it and clears it.
  public let judgeFolder: URL
  /// What the platform that runs the program says of the run, for the formats that repeat it.
  public var platform = PlatformContext.unknown
  private let lock: OutputLock
  private var isClosed = false
  private var rows: [String: ClassGrades.Row] = [:]
  private(set) var files = FileNames([])
  private(set) var run: GradingRun?
  private var checkRows: [String: [String]] = [:]
  /// By submission.
  var fates: [String: [FoundFile]] = [:]
  /// What became of all files, of shards that were merged.
  public internal(set) var reconciliation: Reconciliation?
  /// The files' names of grades that were put aside: their students are no longer in the class.
  public internal(set) var withdrawn: [String] = []

  /// Makes the folder, and takes it for this process. What a killed run left half done goes.
  ///
  /// Throws `occupied` or `cannotWrite`.
  public init(_ folder: URL) throws(GradingError) {
    self.folder = folder.standardizedFileURL
    judgeFolder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "byhand-grade-\(getuid())-\(SHA256.hex(self.folder.path.utf8).prefix(16))", isDirectory: true)
    try Self.makeFolder(self.folder)
    lock = try OutputLock(self.folder)
    try? FileManager.default.removeItem(at: workFolder)
    for name in ["records", "results", ".work"] {
      try Self.makeFolder(self.folder.appendingPathComponent(name, isDirectory: true))
    }
    try makeJudgeFolder()
  }

  /// Files that are being written; emptied when a run begins.
  private var workFolder: URL { folder.appendingPathComponent(".work", isDirectory: true) }

  deinit { close() }

  /// Leaves the grades, and nothing else. Another run may have the folder from here on.
  public func close() {
    guard !isClosed else { return }
    isClosed = true
    try? FileManager.default.removeItem(at: workFolder)
    try? FileManager.default.removeItem(at: judgeFolder)
    lock.release()
  }

  /// Made anew, ours alone: where somebody else has put something of this name there is no run.
  private func makeJudgeFolder() throws(GradingError) {
    try? FileManager.default.removeItem(at: judgeFolder)
    do {
      try judgeFolder.makeNewFolder(mode: 0o711)
    } catch {
      throw .cannotWrite(path: error.path, reason: error.reason)
    }
  }

  /// The secret of this folder, for a run that was given none: made once, and kept beside the grades.
  public func ownSecret() throws(GradingError) -> GradingSecret {
    let file = folder.appendingPathComponent(".secret")
    if !FileManager.default.fileExists(atPath: file.path) {
      try write(Data(GradingSecret.random().utf8), to: file)
      try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }
    return try GradingSecret.read(file)
  }

  /// Has to be told of a run before the first grade of it: how files are called depends on all its names.
  func prepare(for run: GradingRun) {
    self.run = run
    files = FileNames(run.submissions)
    for (name, person) in run.absent {
      rows[name] = ClassGrades.Row(
        submission: name, folder: files[name], people: [person], outcome: .absent)
    }
  }

  /// The grade that was recorded under a name, if it is whole.
  func record(of submission: String) -> Grade? {
    guard let bytes = try? Data(contentsOf: recordFile(submission)) else { return nil }
    return GradeJSON.read(bytes)
  }

  /// Writes a grade's record and every format, and its row.
  func put(_ grade: Grade, formats: [GradeFormat]) throws(GradingError) {
    if let known = record(of: grade.submission), known != grade {
      try keepHistory(of: known, before: grade)
      for format in GradeFormat.allCases where !formats.contains(format) {
        try putAsideOldFile(format.fileName, of: grade.submission)
      }
    }
    try write(text: GradeJSON.render(grade), to: recordFile(grade.submission))
    let results = resultsFolder(grade.submission)
    let perSubmission = formats.filter { $0 != .csv }
    if !perSubmission.isEmpty { try Self.makeFolder(results) }
    for format in perSubmission {
      try write(
        text: format.render(grade, on: platform),
        to: results.appendingPathComponent(format.fileName))
    }
    take(.graded(grade.forClass), as: grade.submission)
    checkRows[grade.submission] = GradeTable.checkRows(grade)
  }

  /// Writes the row of what could not be graded. A grade that is there stays if it is this file's;
  /// one of another file of this name is put aside.
  func putUngraded(
    _ submission: String, reason: String, contentHash: String? = nil
  ) throws(GradingError) {
    if let contentHash, let known = record(of: submission), known.contentHash != contentHash {
      try keepHistory(of: known)
      try putAside(.results, files[submission])
      try putAside(.records, files[submission])
    }
    take(.ungraded(reason: reason), as: submission)
  }

  private func take(_ outcome: ClassGrades.Outcome, as submission: String) {
    rows[submission] = ClassGrades.Row(
      submission: submission, folder: files[submission], people: run?.people[submission] ?? [],
      delivery: run?.deliveries[submission], outcome: outcome, attempts: attempts(of: submission))
  }

  /// The class as far as it is graded.
  public func grades(of run: GradingRun) -> ClassGrades {
    ClassGrades(
      pack: run.pack, title: run.title, language: run.language,
      rows: Array(rows.values))
  }

  /// Writes the tables as far as they go.
  func save(_ run: GradingRun) throws(GradingError) {
    let names = rows.keys.sorted()
    let table =
      [GradeTable.header(blocks: run.blocks)]
      + names.compactMap { rows[$0].map { GradeTable.row($0, blocks: run.blocks) } }
    try write(
      text: GradeTable.forPeople(table), to: folder.appendingPathComponent("grades.csv"))
    let checks = [GradeTable.checksHeader] + names.flatMap { checkRows[$0] ?? [] }
    try write(
      text: GradeTable.forPeople(checks),
      to: folder.appendingPathComponent(GradeFormat.csv.fileName))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(run) else {
      preconditionFailure("texts and whole numbers could not be encoded as JSON")
    }
    try write(bytes + Data("\n".utf8), to: folder.appendingPathComponent("run.json"))
  }

  /// Files about the whole class, each in the place of an older one.
  public func put(_ files: [ClassFile]) throws(GradingError) {
    for file in files {
      try write(Data(file.bytes), to: folder.appendingPathComponent(file.path))
    }
  }

  /// Other runs' lines, in place of those there are.
  func putTimes(_ rows: [String]) throws(GradingError) {
    try write(text: (["submission,milliseconds"] + rows).joined(separator: "\n"), to: timesFile)
  }

  private var timesFile: URL { folder.appendingPathComponent("times.csv") }

  /// One line behind the others. What a run took is a courtesy: no grade depends on it.
  func noteTime(_ submission: String, milliseconds: Double) {
    if !FileManager.default.fileExists(atPath: timesFile.path) { try? putTimes([]) }
    guard let handle = try? FileHandle(forWritingTo: timesFile) else { return }
    defer { try? handle.close() }
    // Of what a file's name may begin with, a spreadsheet takes the hyphen for a formula.
    let file = files[submission]
    let name = file.utf8.first == UInt8(ascii: "-") ? "'" + file : file
    _ = try? handle.seekToEnd()
    try? handle.write(contentsOf: Data("\(name),\(Int(milliseconds.rounded()))\n".utf8))
  }

  /// A page of an older grade in a format that this run does not write would be taken for the new one's.
  private func putAsideOldFile(_ name: String, of submission: String) throws(GradingError) {
    let stem = files[submission]
    try putAside("results/\(stem)/\(name)", as: "older/\(stem)/\(name)")
  }

  private func resultsFolder(_ submission: String) -> URL {
    folder.appendingPathComponent("results", isDirectory: true)
      .appendingPathComponent(files[submission], isDirectory: true)
  }

  private func recordFile(_ submission: String) -> URL {
    folder.appendingPathComponent("records", isDirectory: true)
      .appendingPathComponent(files[submission] + ".json")
  }

  func write(text: String, to file: URL) throws(GradingError) {
    try write(Data((text + "\n").utf8), to: file)
  }

  /// By way of the work folder: what a kill leaves half written lies where the next run clears up.
  private func write(_ bytes: Data, to file: URL) throws(GradingError) {
    do {
      try AtomicFile.write(bytes, to: file, durable: false, neighbours: workFolder, mode: 0o666)
    } catch {
      throw .cannotWrite(path: error.path, reason: error.reason)
    }
  }

  static func makeFolder(_ folder: URL) throws(GradingError) {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: folder.path, reason: error.systemReason)
    }
  }
}
