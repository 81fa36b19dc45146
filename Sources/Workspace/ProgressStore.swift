import Foundation
import Progress
import SafeFiles
// Foundation has a class of this name.

/// What came of reading the progress file.
public enum ProgressReading: Sendable, Equatable {
  case fresh(StudentProgress)
  case found(StudentProgress)
  /// The file could not be understood. It was kept under this name, and a new one begins.
  case recovered(StudentProgress, keptAside: String)

  /// What there is to go on with, whichever way it came.
  public var progress: StudentProgress {
    switch self {
    case .fresh(let progress), .found(let progress), .recovered(let progress, _): progress
    }
  }
}

extension StudentFolder {
  /// Reads how far the student is. A corrupt file is kept aside, never overwritten; one from a newer
  /// ByHand is refused and left alone.
  public func readProgress() throws(WorkspaceError) -> ProgressReading {
    guard exists(progressFile) else { return .fresh(StudentProgress(packID: packID)) }
    let data = try read(progressFile)
    if let progress = try Self.progress(in: data, of: packID, file: progressFile.path) {
      return .found(progress)
    }
    let aside = try keepAside(progressFile)
    return .recovered(StudentProgress(packID: packID), keptAside: aside.path)
  }

  /// The progress that a file's bytes hold; nil where they are no progress in that pack.
  static func progress(
    in data: Data, of packID: String, file: String
  ) throws(WorkspaceError) -> StudentProgress? {
    if let header = try? JSONDecoder().decode(FormatHeader.self, from: data),
      header.format > StudentProgress.currentFormat
    {
      throw .newerFormat(file: file, found: header.format, supported: StudentProgress.currentFormat)
    }
    let readings = [data, migrated(data, of: packID)].lazy.compactMap { data in
      data.flatMap { try? JSONDecoder().decode(StudentProgress.self, from: $0) }
    }
    return readings.first { $0.packID == packID && $0.format == StudentProgress.currentFormat }
  }

  /// A file of an older format in today's: what it did not know yet is as in a fresh start. Nil where
  /// it is not older.
  private static func migrated(_ data: Data, of packID: String) -> Data? {
    guard let old = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any],
      let format = old["format"] as? Int, format < StudentProgress.currentFormat,
      let fresh = try? JSONEncoder().encode(StudentProgress(packID: packID)),
      let today = (try? JSONSerialization.jsonObject(with: fresh)) as? [String: Any]
    else { return nil }
    var merged = today.merging(old) { $1 }
    merged["format"] = StudentProgress.currentFormat
    return try? JSONSerialization.data(withJSONObject: merged)
  }

  /// Writes `progress.json` whole or not at all. Throws `cannotWrite`.
  public func saveProgress(_ progress: StudentProgress) throws(WorkspaceError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    do {
      try write(try encoder.encode(progress), to: progressFile)
    } catch let error as WorkspaceError {
      throw error
    } catch {
      throw .cannotWrite(file: progressFile.path, reason: error.systemReason)
    }
  }

  /// Renames a file to the first free `name.corrupt-N` beside it.
  private func keepAside(_ url: URL) throws(WorkspaceError) -> URL {
    var number = 1
    while exists(aside(url, number)) { number += 1 }
    let target = aside(url, number)
    do {
      try FileManager.default.moveItem(at: url, to: target)
    } catch {
      throw .cannotWrite(file: target.path, reason: error.systemReason)
    }
    return target
  }

  private func aside(_ url: URL, _ number: Int) -> URL {
    url.deletingLastPathComponent()
      .appendingPathComponent("\(url.lastPathComponent).corrupt-\(number)")
  }
}

/// The one key that every version of a state file has.
private struct FormatHeader: Decodable {
  var format: Int
}
