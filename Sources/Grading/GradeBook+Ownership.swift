import Foundation
import GradingFormats
import SafeFiles

/// Whose a folder of grades is: one pack's, in one version, with one secret.
extension GradeBook {
  private struct Owner: Decodable {
    var pack: String
    var packHash: String
    /// A record does not say it.
    var secretFingerprint: String?
  }

  /// Takes the folder for a run: refuses one that holds another's grades, says in `run.json` whose it is
  /// before the first grade is written, and puts aside what is nobody's any more. `found` is what the run
  /// is about; without it everything that `run` names stays.
  ///
  /// Throws `otherRun`, `otherVersion` unless `replacesVersion`, or `cannotWrite`.
  func begin(
    _ run: GradingRun, of found: FoundSubmissions? = nil, replacesVersion: Bool = false
  ) throws(GradingError) {
    if let owner {
      func refuse(_ what: String, _ have: String, _ want: String) -> GradingError {
        .otherRun(folder: folder.path, what: what, have: have, want: want)
      }
      if owner.pack != run.pack { throw refuse("pack", owner.pack, run.pack) }
      if let secret = owner.secretFingerprint, secret != run.secretFingerprint {
        throw refuse("secret", "fingerprint \(secret)", "fingerprint \(run.secretFingerprint)")
      }
      if owner.packHash != run.packHash, !replacesVersion {
        throw .otherVersion(folder: folder.path, pack: run.pack)
      }
    }
    prepare(for: run)
    try save(run)
    // Of what is refused now, an older grade is another file's.
    let refused = found?.refused ?? [:]
    let current = Set(run.submissions.filter { refused[$0] == nil }.map { files[$0] })
    let known = FileNames(found?.classNames ?? [])
    let elsewhere = (found?.classNames ?? []).filter { refused[$0] == nil }.map { known[$0] }
    for part in GradedPart.allCases { try restore(part, of: current) }
    for part in GradedPart.allCases { try withdraw(part, allBut: current.union(elsewhere)) }
  }

  private var owner: Owner? {
    let run = try? Data(contentsOf: folder.appendingPathComponent("run.json"))
    if let run, let owner = try? JSONDecoder().decode(Owner.self, from: run) { return owner }
    let records = folder.appendingPathComponent("records", isDirectory: true)
    return Self.names(in: records).lazy.compactMap { name in
      (try? Data(contentsOf: records.appendingPathComponent(name)))
        .flatMap { try? JSONDecoder().decode(Owner.self, from: $0) }
    }.first
  }

  /// What lies in the folder for each submission.
  enum GradedPart: String, CaseIterable {
    case records, results, history

    /// Of a folder there is none.
    var ending: String { self == .results ? "" : ".json" }
  }

  /// Grades of students who are no longer in the class would be uploaded with the others: they go to
  /// `withdrawn/`, and nothing is deleted. `kept` are the names of files.
  private func withdraw(_ part: GradedPart, allBut kept: Set<String>) throws(GradingError) {
    let place = folder.appendingPathComponent(part.rawValue, isDirectory: true)
    for name in Self.names(in: place) {
      let stem = String(name.dropLast(part.ending.count))
      if kept.contains(stem) { continue }
      try putAside(part, stem)
      if part == .records { withdrawn.append(stem) }
    }
  }

  /// Puts a file or folder of a submission into `withdrawn/`, beside what is there already.
  func putAside(_ part: GradedPart, _ stem: String) throws(GradingError) {
    try putAside(
      "\(part.rawValue)/\(stem)\(part.ending)", as: "\(part.rawValue)/\(stem)", part.ending)
  }

  /// `path` and `goal` are below the folder of grades, and below `withdrawn/`. No file of a submission has a
  /// `~` and a short number at its end, so that what is numbered is nobody's.
  func putAside(_ path: String, as goal: String, _ ending: String = "") throws(GradingError) {
    let old = folder.appendingPathComponent(path)
    guard FileManager.default.fileExists(atPath: old.path) else { return }
    var place = folder.appendingPathComponent("withdrawn/\(goal)\(ending)")
    try Self.makeFolder(place.deletingLastPathComponent())
    var number = 2
    while FileManager.default.fileExists(atPath: place.path) {
      place = folder.appendingPathComponent("withdrawn/\(goal)~\(number)\(ending)")
      number += 1
    }
    try Self.move(old, to: place)
  }

  /// Whoever was put aside and is in the class again has their grade again.
  private func restore(_ part: GradedPart, of current: Set<String>) throws(GradingError) {
    let aside = folder.appendingPathComponent("withdrawn/\(part.rawValue)", isDirectory: true)
    for name in Self.names(in: aside)
    where current.contains(String(name.dropLast(part.ending.count))) {
      let goal = folder.appendingPathComponent("\(part.rawValue)/\(name)")
      if FileManager.default.fileExists(atPath: goal.path) { continue }
      try Self.makeFolder(goal.deletingLastPathComponent())
      try Self.move(aside.appendingPathComponent(name), to: goal)
    }
  }

  private static func names(in folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  private static func move(_ old: URL, to goal: URL) throws(GradingError) {
    do {
      try FileManager.default.moveItem(at: old, to: goal)
    } catch {
      throw .cannotWrite(path: goal.path, reason: error.systemReason)
    }
  }
}
