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
  /// before the first grade is written, and puts aside what is nobody's any more.
  ///
  /// Throws `otherRun`, `otherVersion` unless `replacesVersion`, or `cannotWrite`.
  func begin(_ run: GradingRun, replacesVersion: Bool = false) throws(GradingError) {
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
    try withdraw(allBut: run)
  }

  private var owner: Owner? {
    let run = try? Data(contentsOf: folder.appendingPathComponent("run.json"))
    if let run, let owner = try? JSONDecoder().decode(Owner.self, from: run) { return owner }
    let records = folder.appendingPathComponent("records", isDirectory: true)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: records.path)) ?? []
    return names.sorted().lazy.compactMap { name in
      (try? Data(contentsOf: records.appendingPathComponent(name)))
        .flatMap { try? JSONDecoder().decode(Owner.self, from: $0) }
    }.first
  }

  /// Grades of students who are no longer in the class would be uploaded with the others: they go to
  /// `withdrawn/`, and nothing is deleted.
  private func withdraw(allBut run: GradingRun) throws(GradingError) {
    let kept = Set(run.submissions.map { files[$0] })
    for (part, ending) in [("records", ".json"), ("results", ""), ("history", ".json")] {
      let place = folder.appendingPathComponent(part, isDirectory: true)
      let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
      for name in names.sorted() where !kept.contains(String(name.dropLast(ending.count))) {
        let aside = folder.appendingPathComponent("withdrawn/\(part)", isDirectory: true)
        try Self.makeFolder(aside)
        var goal = aside.appendingPathComponent(name)
        var number = 2
        while FileManager.default.fileExists(atPath: goal.path) {
          goal = aside.appendingPathComponent("\(name.dropLast(ending.count)).\(number)\(ending)")
          number += 1
        }
        do {
          try FileManager.default.moveItem(at: place.appendingPathComponent(name), to: goal)
        } catch {
          throw .cannotWrite(path: goal.path, reason: error.systemReason)
        }
        if part == "records" { withdrawn.append(String(name.dropLast(ending.count))) }
      }
    }
  }
}
